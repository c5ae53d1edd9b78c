package dev.actorspring.boot.http;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.actorspring.ActorException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.http.MediaType;
import org.springframework.web.method.ControllerAdviceBean;
import org.springframework.web.method.annotation.ExceptionHandlerMappingInfo;
import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;

/**
 * The {@code @ExceptionHandler} methods that the application has in its
 * {@code @ControllerAdvice} beans.
 */
public final class ExceptionHandlers {

	private final List<Advice> advice;

	private ExceptionHandlers(List<Advice> advice) {
		this.advice = advice;
	}

	/**
	 * Finds them.
	 * @param beans where to look
	 */
	static ExceptionHandlers of(ListableBeanFactory beans) {
		List<Advice> advice = new ArrayList<>();
		for (ControllerAdviceBean bean : ControllerAdviceBean.findAnnotatedBeans(beans)) {
			Class<?> type = bean.getBeanType();
			if (type != null && !OwnAdvice.class.isAssignableFrom(type)) {
				advice.add(new Advice(bean, new ExceptionHandlerMethodResolver(type)));
			}
		}
		return new ExceptionHandlers(advice);
	}

	/**
	 * The one that Spring would choose.
	 * @param thrown what the controller failed with
	 * @param controller its class, if it is known
	 * @param accepted what the client accepts
	 */
	Optional<Handler> any(Throwable thrown, @Nullable Class<?> controller, List<MediaType> accepted) {
		return applicable(controller)
			.flatMap((each) -> accepted.stream()
				.flatMap((type) -> handler(each, each.resolver().resolveExceptionMapping(thrown, type))))
			.findFirst();
	}

	/**
	 * The first that names the exception of an ask, or what it is wrapped in. One for all
	 * exceptions does not.
	 * @param thrown what the controller failed with
	 * @param failure the exception of the ask
	 * @param controller its class, if it is known
	 * @param accepted what the client accepts
	 */
	Optional<Handler> named(Throwable thrown, ActorException failure, @Nullable Class<?> controller,
			List<MediaType> accepted) {
		return applicable(controller)
			.flatMap((each) -> accepted.stream()
				.flatMap((type) -> Stream.of(thrown, failure)
					.map((exception) -> each.resolver()
						.resolveExceptionMappingByExceptionType(exception.getClass(), type))
					.filter((mapping) -> mapping != null && names(mapping, thrown, failure))
					.flatMap((mapping) -> handler(each, mapping))))
			.findFirst();
	}

	private static boolean names(ExceptionHandlerMappingInfo mapping, Throwable thrown, ActorException failure) {
		return mapping.getExceptionTypes()
			.stream()
			.filter((type) -> type == ActorException.class || !type.isAssignableFrom(ActorException.class))
			.anyMatch((type) -> type.isInstance(thrown) || type.isInstance(failure));
	}

	private Stream<Advice> applicable(@Nullable Class<?> controller) {
		return this.advice.stream().filter((each) -> each.bean().isApplicableToBeanType(controller));
	}

	private static Stream<Handler> handler(Advice advice, @Nullable ExceptionHandlerMappingInfo mapping) {
		return (mapping != null)
				? Stream.of(new Handler(advice.bean(), mapping.getHandlerMethod(), mapping.getProducibleTypes()))
				: Stream.empty();
	}

	/**
	 * Marks advice that is not the application's.
	 */
	public interface OwnAdvice {

	}

	/**
	 * A method that handles an exception.
	 *
	 * @param bean whose method it is
	 * @param method the method
	 * @param producible what it produces, or nothing if it does not say
	 */
	public record Handler(ControllerAdviceBean bean, Method method, Set<MediaType> producible) {

	}

	private record Advice(ControllerAdviceBean bean, ExceptionHandlerMethodResolver resolver) {

	}

}
