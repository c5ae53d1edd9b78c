package dev.actorspring.boot.web;

import java.util.List;

import dev.actorspring.system.ActorSystem;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;

/**
 * Auto-configuration of the answers to failed asks of the application's own controllers.
 */
@AutoConfiguration(afterName = { "dev.actorspring.boot.actors.ActorAutoConfiguration",
		"dev.actorspring.boot.web.ActorWebAutoConfiguration" })
@ConditionalOnWebApplication
@ConditionalOnClass(ErrorResponse.class)
@ConditionalOnBean(ActorSystem.class)
@ConditionalOnProperty(name = "actor.web.problem-details.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ActorProblemDetailsProperties.class)
final class ActorProblemDetailsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	BackoffWatch actorBackoffWatch() {
		return new BackoffWatch();
	}

	@Bean
	ControllerFailures actorControllerFailures(ActorSystem system, BackoffWatch backoff, ListableBeanFactory beans,
			Environment environment) {
		return new ControllerFailures(system, Failures.in(environment), backoff, beans);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(RequestMappingHandlerAdapter.class)
	static class ReactiveConfiguration {

		@Bean
		static AdviceOrder actorAdviceOrder() {
			return new AdviceOrder();
		}

		@Bean
		ReactiveControllerAdvice actorControllerAdvice(ControllerFailures failures, ConfigurableBeanFactory beans,
				ObjectProvider<HandlerResultHandler> results) {
			return new ReactiveControllerAdvice(failures, new ReactiveExceptionHandlers(beans, results));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(WebMvcConfigurer.class)
	@ImportRuntimeHints(ServletControllerFailures.Hints.class)
	static class ServletConfiguration {

		@Bean
		WebMvcConfigurer actorWebMvcConfigurer(ControllerFailures failures, ApplicationContext context) {
			return new WebMvcConfigurer() {

				@Override
				public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
					resolvers.stream()
						.filter(ExceptionHandlerExceptionResolver.class::isInstance)
						.map(ExceptionHandlerExceptionResolver.class::cast)
						.findFirst()
						.ifPresent((own) -> resolvers.addFirst(like(own, failures, context)));
				}

			};
		}

		/**
		 * Writes what it answers as the application's own resolver does.
		 */
		private static ServletControllerFailures like(ExceptionHandlerExceptionResolver own,
				ControllerFailures failures, ApplicationContext context) {
			ServletControllerFailures resolver = new ServletControllerFailures(failures);
			resolver.setMessageConverters(own.getMessageConverters());
			resolver.setContentNegotiationManager(own.getContentNegotiationManager());
			resolver.setCustomArgumentResolvers(own.getCustomArgumentResolvers());
			resolver.setCustomReturnValueHandlers(own.getCustomReturnValueHandlers());
			resolver.setApplicationContext(context);
			resolver.afterPropertiesSet();
			return resolver;
		}

	}

}
