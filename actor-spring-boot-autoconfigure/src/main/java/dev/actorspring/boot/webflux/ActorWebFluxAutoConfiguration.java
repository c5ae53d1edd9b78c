package dev.actorspring.boot.webflux;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.actorspring.boot.http.ActorWebProperties;
import dev.actorspring.boot.http.ControllerFailures;
import dev.actorspring.boot.http.MessageEndpoints;
import dev.actorspring.boot.http.RequestBodies;
import dev.actorspring.boot.http.Route;
import dev.actorspring.boot.http.RouteTable;
import dev.actorspring.boot.http.UnroutedAnswers;
import io.micrometer.context.ContextSnapshotFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolderThreadLocalAccessor;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Auto-configuration of the routes to actors on WebFlux.
 */
@AutoConfiguration(afterName = { "dev.actorspring.boot.http.ActorHttpAutoConfiguration",
		"org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration" })
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass({ DispatcherHandler.class, RouterFunction.class })
@ConditionalOnBean(MessageEndpoints.class)
final class ActorWebFluxAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RequestContext actorRequestContext() {
		return (context) -> () -> {
		};
	}

	@Bean
	StreamShutdown actorStreamShutdown() {
		return new StreamShutdown();
	}

	@Bean
	ControllerRoutes actorControllerRoutes(RouteTable table, ObjectProvider<RequestMappingHandlerMapping> mappings) {
		return new ControllerRoutes(table, mappings);
	}

	@Bean
	ActorRouterFunction actorRouterFunction(RouteTable table, MessageEndpoints endpoints, RequestBodies bodies,
			ObjectProvider<CallerIdentity> identity, RequestContext context, StreamShutdown shutdown,
			ObjectProvider<ControllerFailures> failures, ObjectProvider<ReactiveExceptionHandlers> invoker,
			ActorWebProperties properties, ControllerRoutes controllers) {
		CallerIdentity caller = identity.getIfAvailable(CallerIdentity::unknown);
		DeclaredFailures declared = new DeclaredFailures(failures.getIfAvailable(), invoker.getIfAvailable());
		StreamBodies streams = new StreamBodies(properties.streamHeartbeat(), shutdown);
		Map<Route, MessageHandler> handlers = new LinkedHashMap<>();
		table.routes()
			.forEach((route) -> handlers.put(route,
					new MessageHandler(endpoints.of(route), bodies, caller, context, declared, streams)));
		return new ActorRouterFunction(table, handlers, controllers);
	}

	@Bean
	UnroutedRequests actorUnroutedRequests(UnroutedAnswers answers) {
		return new UnroutedRequests(answers);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ContextSnapshotFactory.class)
	static class ContextPropagationConfiguration {

		@Bean
		RequestContext actorReactorContext() {
			// Nothing that is left on an event loop may pass for that of the request.
			ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().clearMissing(true).build();
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

		@Bean
		@ConditionalOnProperty(name = "spring.reactor.context-propagation", havingValue = "auto")
		CallerWebFilter actorCallerWebFilter(CallerIdentity identity) {
			return new CallerWebFilter(identity);
		}

	}

}
