package dev.actorspring.boot.webflux;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.boot.http.ExceptionHandlers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.InvocableHandlerMethod;
import org.springframework.web.reactive.result.method.annotation.CookieValueMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ExpressionValueMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ModelMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.PathVariableMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.PrincipalMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.RequestAttributeMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.RequestHeaderMapMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.RequestHeaderMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.RequestParamMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ServerWebExchangeMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.SessionAttributeMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.WebSessionMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/**
 * Calls the application's {@code @ExceptionHandler} methods on WebFlux, as Spring does
 * it.
 */
final class ReactiveExceptionHandlers {

	private static final Logger logger = LoggerFactory.getLogger(ReactiveExceptionHandlers.class);

	/**
	 * Made when there is the first exception to handle, as most applications start
	 * without one.
	 */
	private final SingletonSupplier<List<HandlerMethodArgumentResolver>> arguments;

	private final ObjectProvider<HandlerResultHandler> results;

	ReactiveExceptionHandlers(ConfigurableBeanFactory beans, ObjectProvider<HandlerResultHandler> results) {
		this.arguments = SingletonSupplier.of(() -> resolvers(beans));
		this.results = results;
	}

	private static List<HandlerMethodArgumentResolver> resolvers(ConfigurableBeanFactory beans) {
		ReactiveAdapterRegistry adapters = ReactiveAdapterRegistry.getSharedInstance();
		return List.of(new RequestParamMethodArgumentResolver(beans, adapters, false),
				new PathVariableMethodArgumentResolver(beans, adapters),
				new RequestHeaderMethodArgumentResolver(beans, adapters),
				new RequestHeaderMapMethodArgumentResolver(adapters),
				new CookieValueMethodArgumentResolver(beans, adapters),
				new ExpressionValueMethodArgumentResolver(beans, adapters),
				new SessionAttributeMethodArgumentResolver(beans, adapters),
				new RequestAttributeMethodArgumentResolver(beans, adapters), new ModelMethodArgumentResolver(adapters),
				new ServerWebExchangeMethodArgumentResolver(adapters), new PrincipalMethodArgumentResolver(adapters),
				new WebSessionMethodArgumentResolver(adapters),
				new RequestParamMethodArgumentResolver(beans, adapters, true));
	}

	/**
	 * Calls a method, and writes what it returns.
	 * @param handler the method
	 * @param thrown what the controller failed with
	 * @param exchange where to write it
	 * @return fails with what the controller failed with if the method fails
	 */
	Mono<Void> invoke(ExceptionHandlers.Handler handler, Throwable thrown, ServerWebExchange exchange) {
		if (!handler.producible().isEmpty()) {
			exchange.getAttributes().put(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, handler.producible());
		}
		InvocableHandlerMethod method = new InvocableHandlerMethod(handler.bean().resolveBean(), handler.method());
		method.setArgumentResolvers(this.arguments.obtain());
		return method.invoke(exchange, new BindingContext(), arguments(thrown, exchange))
			.flatMap((result) -> write(result, exchange))
			.onErrorMap((failure) -> {
				if (failure != thrown) {
					logger.warn("Failure in @ExceptionHandler {}", method, failure);
				}
				return thrown;
			});
	}

	/**
	 * The exception and its causes, and the method of the controller.
	 */
	private static @Nullable Object[] arguments(Throwable thrown, ServerWebExchange exchange) {
		List<@Nullable Object> arguments = new ArrayList<>();
		for (Throwable each = thrown; each != null && !arguments.contains(each); each = each.getCause()) {
			arguments.add(each);
		}
		Object handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
		arguments.add((handler instanceof HandlerMethod) ? handler : null);
		return arguments.toArray();
	}

	private Mono<Void> write(HandlerResult result, ServerWebExchange exchange) {
		return this.results.orderedStream()
			.filter((each) -> each.supports(result))
			.findFirst()
			.map((each) -> each.handleResult(exchange, result))
			.orElseGet(() -> Mono
				.error(() -> new IllegalStateException("No HandlerResultHandler for " + result.getReturnValue())));
	}

}
