package dev.actorspring.boot.webmvc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.boot.http.ActorWebProperties;
import dev.actorspring.boot.http.ControllerFailures;
import dev.actorspring.boot.http.MessageEndpoints;
import dev.actorspring.boot.http.RequestBodies;
import dev.actorspring.boot.http.Route;
import dev.actorspring.boot.http.RouteTable;
import dev.actorspring.boot.http.UnroutedAnswers;
import dev.actorspring.system.ContextCarrier;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Auto-configuration of the routes to actors on Spring MVC.
 */
@AutoConfiguration(afterName = { "dev.actorspring.boot.http.ActorHttpAutoConfiguration",
		"dev.actorspring.boot.context.ActorContextPropagationAutoConfiguration",
		"org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration" })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ DispatcherServlet.class, RouterFunction.class })
@ConditionalOnBean(MessageEndpoints.class)
final class ActorWebMvcAutoConfiguration {

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
			StreamShutdown shutdown, ObjectProvider<ContextCarrier> carrier, ObjectProvider<ControllerFailures> advice,
			ActorWebProperties properties, ControllerRoutes controllers) {
		ResponseWriter writer = new ResponseWriter(properties.streamHeartbeat(), shutdown, carrier.getIfAvailable(),
				advice.getIfAvailable());
		Map<Route, MessageHandler> handlers = new LinkedHashMap<>();
		table.routes().forEach((route) -> handlers.put(route, new MessageHandler(endpoints.of(route), bodies, writer)));
		return new ActorRouterFunction(table, handlers, controllers);
	}

	/**
	 * Before the resolvers that {@code spring.mvc.problemdetails.enabled} adds.
	 */
	@Bean
	WebMvcConfigurer actorUnroutedRequests(UnroutedAnswers answers, ActorRouterFunction routes) {
		return new WebMvcConfigurer() {

			@Override
			public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
				resolvers.addFirst(new UnroutedRequests(answers, routes));
			}

		};
	}

	/**
	 * A slash in a key is part of it, as on WebFlux. Tomcat refuses it unless told
	 * otherwise. Spring matches paths as they were sent, so nobody takes it for one that
	 * parts segments.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Connector.class, ConfigurableTomcatWebServerFactory.class })
	static class TomcatConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "actorSlashesInKeys")
		WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> actorSlashesInKeys() {
			return (factory) -> factory.addConnectorCustomizers(
					(connector) -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
		}

	}

}
