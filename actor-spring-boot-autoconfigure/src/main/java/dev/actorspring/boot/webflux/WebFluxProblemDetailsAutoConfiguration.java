package dev.actorspring.boot.webflux;

import dev.actorspring.boot.http.ControllerFailures;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;

/**
 * Auto-configuration of the answers to failed asks of controllers on WebFlux.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.http.ActorProblemDetailsAutoConfiguration")
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass(RequestMappingHandlerAdapter.class)
@ConditionalOnBean(ControllerFailures.class)
final class WebFluxProblemDetailsAutoConfiguration {

	@Bean
	static AdviceOrder actorAdviceOrder() {
		return new AdviceOrder();
	}

	@Bean
	ReactiveExceptionHandlers actorExceptionHandlers(ConfigurableBeanFactory beans,
			ObjectProvider<HandlerResultHandler> results) {
		return new ReactiveExceptionHandlers(beans, results);
	}

	@Bean
	ReactiveControllerAdvice actorControllerAdvice(ControllerFailures failures, ReactiveExceptionHandlers handlers) {
		return new ReactiveControllerAdvice(failures, handlers);
	}

}
