package dev.actorspring.boot.webmvc;

import java.util.List;

import dev.actorspring.boot.http.ControllerFailures;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;

/**
 * Auto-configuration of the answers to failed asks of controllers on Spring MVC.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.http.ActorProblemDetailsAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnBean(ControllerFailures.class)
@ImportRuntimeHints(ServletControllerFailures.Hints.class)
final class WebMvcProblemDetailsAutoConfiguration {

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
	private static ServletControllerFailures like(ExceptionHandlerExceptionResolver own, ControllerFailures failures,
			ApplicationContext context) {
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
