package dev.actorspring.boot.http;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.boot.caller.CallerParameters;
import dev.actorspring.system.ActorSystem;
import jakarta.validation.Validator;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.method.AuthorizationAdvisor;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Auto-configuration of the routes to actors, as far as it is the same for all stacks.
 */
@AutoConfiguration(afterName = { "dev.actorspring.boot.actors.ActorAutoConfiguration",
		"org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
		"org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration" })
@ConditionalOnWebApplication
@ConditionalOnClass({ PathPattern.class, JsonMapper.class })
@ConditionalOnBean(ActorSystem.class)
@EnableConfigurationProperties(ActorWebProperties.class)
@Import(FailuresConfiguration.class)
final class ActorHttpAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MessageValidator actorMessageValidator() {
		return (message) -> List.of();
	}

	@Bean
	RouteTable actorRouteTable(ActorSystem system, ActorWebProperties properties, Environment environment,
			ObjectProvider<DurableActorNames> durableActors, ObjectProvider<ClusteredActorNames> clusteredActors) {
		PathPatternParser parser = PathPatternParser.defaultInstance;
		MappedRoutes mapped = new MappedRoutes(parser, environment::resolveRequiredPlaceholders);
		ExposedRoutes exposed = new ExposedRoutes(parser, properties.basePath());
		DurableActorNames durable = durableActors.getIfAvailable(() -> (actor) -> false);
		ClusteredActorNames clustered = clusteredActors.getIfAvailable(() -> (actor) -> false);
		List<Target> targets = system.registrations()
			.stream()
			.map((each) -> Target.of(each, system, durable.contains(each.spec().name()),
					clustered.contains(each.spec().name())))
			.toList();
		ExposedRoutes.check(properties.expose(), targets.stream().map(Target::name).toList());
		List<Route> routes = new ArrayList<>();
		List<PathPattern> prefixes = new ArrayList<>();
		for (Target target : targets) {
			SpreadParameters.check(target);
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
	RouteDescriptions actorRouteDescriptions(RouteTable table, ObjectProvider<JsonMapper> mapper,
			ConfigurableBeanFactory beans) {
		return new RouteDescriptions(table, json(mapper), new EmbeddedValueResolver(beans));
	}

	@Bean
	RequestBodies actorRequestBodies(ActorWebProperties properties) {
		return new RequestBodies((int) properties.maxBodySize().toBytes());
	}

	@Bean
	MessageEndpoints actorMessageEndpoints(ActorSystem system, ObjectProvider<JsonMapper> mapper,
			ObjectProvider<MessageAuthorizers> authorizers, MessageValidator validator, BackoffWatch backoff,
			Failures failures, ActorWebProperties properties, ObjectProvider<CallerParameters> parameters) {
		CallerParameters callers = parameters.getIfAvailable();
		return new MessageEndpoints(system, json(mapper), authorizers.getIfAvailable(MessageAuthorizers::none),
				validator, backoff, failures, properties.maxTimeout(), properties.lendThreads(),
				() -> callers != null && callers.isTaken());
	}

	@Bean
	UnroutedAnswers actorUnroutedAnswers(RouteTable table, ObjectProvider<JsonMapper> mapper) {
		return new UnroutedAnswers(table, json(mapper));
	}

	private static JsonMapper json(ObjectProvider<JsonMapper> mapper) {
		return mapper.getIfAvailable(JsonMapper::shared);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AuthorizationAdvisor.class)
	static class MethodSecurityConfiguration {

		@Bean
		MessageAuthorizers actorSecuredHandlers(BeanFactory beans) {
			return new SecuredHandlers(beans);
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
