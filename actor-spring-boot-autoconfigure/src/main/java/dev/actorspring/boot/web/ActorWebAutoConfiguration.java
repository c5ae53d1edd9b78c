package dev.actorspring.boot.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.system.ActorSystem;
import io.micrometer.context.ContextSnapshotFactory;
import jakarta.validation.Validator;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.core.context.SecurityContextHolderThreadLocalAccessor;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Auto-configuration of the HTTP gateway.
 */
@AutoConfiguration(afterName = { "dev.actorspring.boot.actors.ActorAutoConfiguration",
		"org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
		"org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration",
		"org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration" })
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass({ DispatcherHandler.class, RouterFunction.class, JsonMapper.class })
@ConditionalOnBean(ActorSystem.class)
@EnableConfigurationProperties(ActorWebProperties.class)
final class ActorWebAutoConfiguration {

	@Bean
	BackoffWatch actorBackoffWatch() {
		return new BackoffWatch();
	}

	@Bean
	@ConditionalOnMissingBean
	MessageValidator actorMessageValidator() {
		return (message) -> List.of();
	}

	@Bean
	@ConditionalOnMissingBean
	RequestContext actorRequestContext() {
		return (context) -> () -> {
		};
	}

	@Bean
	Gateway actorGateway(ActorWebProperties properties, ObjectProvider<JsonMapper> mapper, MessageValidator validator,
			BackoffWatch backoff, ObjectProvider<CallerIdentity> identity, RequestContext context,
			StreamShutdown shutdown, Environment environment) {
		JsonMapper json = mapper.getIfAvailable(JsonMapper::shared);
		Responses responses = new Responses(json);
		return new Gateway(FiniteNumbers.in(json), new RequestBodies((int) properties.maxBodySize().toBytes()),
				validator, responses, Failures.in(environment), backoff,
				identity.getIfAvailable(CallerIdentity::unknown), context, properties.maxTimeout(),
				new StreamResponses(responses, properties.streamHeartbeat(), shutdown), new ReplyThreads(),
				properties.lendThreads());
	}

	@Bean
	StreamShutdown actorStreamShutdown() {
		return new StreamShutdown();
	}

	@Bean
	RouteTable actorRouteTable(ActorSystem system, ActorWebProperties properties, Environment environment) {
		PathPatternParser parser = PathPatternParser.defaultInstance;
		MappedRoutes mapped = new MappedRoutes(parser, environment::resolveRequiredPlaceholders);
		ExposedRoutes exposed = new ExposedRoutes(parser, properties.basePath());
		List<Target> targets = system.registrations().stream().map((each) -> Target.of(each, system)).toList();
		ExposedRoutes.check(properties.expose(), targets.stream().map(Target::name).toList());
		List<Route> routes = new ArrayList<>();
		List<PathPattern> prefixes = new ArrayList<>();
		for (Target target : targets) {
			List<Route> ofTarget = mapped.of(target);
			if (!ofTarget.isEmpty()) {
				routes.addAll(ofTarget);
				prefixes.addAll(mapped.prefixes(target));
			}
			if (properties.expose().contains(target.name())) {
				routes.addAll(exposed.of(target));
			}
		}
		if (!properties.expose().isEmpty()) {
			prefixes.add(parser.parse(properties.basePath()));
		}
		return new RouteTable(routes, prefixes);
	}

	@Bean
	ControllerRoutes actorControllerRoutes(RouteTable table, ObjectProvider<RequestMappingHandlerMapping> mappings) {
		return new ControllerRoutes(table, mappings);
	}

	@Bean
	RouteDescriptions actorRouteDescriptions(RouteTable table, Gateway gateway) {
		return new RouteDescriptions(table, gateway.mapper());
	}

	@Bean
	ActorRouterFunction actorRouterFunction(RouteTable table, ActorSystem system, Gateway gateway,
			ControllerRoutes controllers) {
		Map<Route, MessageEndpoint> endpoints = new LinkedHashMap<>();
		table.routes().forEach((route) -> endpoints.put(route, new MessageEndpoint(route, system, gateway)));
		return new ActorRouterFunction(table, endpoints, controllers);
	}

	@Bean
	UnroutedRequests actorUnroutedRequests(RouteTable table, Gateway gateway) {
		return new UnroutedRequests(table, gateway.responses());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ContextSnapshotFactory.class)
	static class ContextPropagationConfiguration {

		@Bean
		RequestContext actorReactorContext() {
			ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
			return (context) -> snapshots.setThreadLocalsFrom(context)::close;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ContextSnapshotFactory.class, SecurityContextHolderThreadLocalAccessor.class })
	static class SecurityConfiguration {

		@Bean
		CallerIdentity actorSecurityIdentity() {
			return new SecurityIdentity();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Validator.class)
	@ConditionalOnBean(Validator.class)
	static class BeanValidationConfiguration {

		@Bean
		MessageValidator actorBeanValidation(Validator validator) {
			return new BeanValidation(validator);
		}

	}

}
