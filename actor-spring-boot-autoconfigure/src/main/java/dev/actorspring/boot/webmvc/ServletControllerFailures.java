package dev.actorspring.boot.webmvc;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

import dev.actorspring.ActorException;
import dev.actorspring.boot.http.ControllerFailures;
import dev.actorspring.boot.http.ExceptionHandlers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ClassUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * Answers the failed asks of controllers on Spring MVC. It comes before Spring's own
 * resolver, and leaves to that what it finds to be the application's.
 */
final class ServletControllerFailures extends ExceptionHandlerExceptionResolver {

	private static final Method OWN = ClassUtils.getMethod(Answers.class, "respond", ActorException.class);

	private final ControllerFailures failures;

	private final Answers answers;

	ServletControllerFailures(ControllerFailures failures) {
		this.failures = failures;
		this.answers = new Answers(failures);
	}

	@Override
	protected boolean shouldApplyTo(HttpServletRequest request, @Nullable Object handler) {
		return handler instanceof HandlerFunction || super.shouldApplyTo(request, handler);
	}

	@Override
	protected @Nullable ServletInvocableHandlerMethod getExceptionHandlerMethod(@Nullable HandlerMethod handlerMethod,
			Exception exception, ServletWebRequest request) {
		AdvisedFailure advised = AdvisedFailure.of(request.getRequest());
		if (advised != null) {
			return invocable(advised.advice(), request);
		}
		ActorException failure = ControllerFailures.failure(exception);
		if (failure == null || (handlerMethod != null && handlesItself(handlerMethod, exception))) {
			return null;
		}
		Optional<ExceptionHandlers.Handler> handler = this.failures.handler(exception, controller(handlerMethod),
				accepted(request));
		if (handler.isEmpty()) {
			return new ServletInvocableHandlerMethod(this.answers, OWN);
		}
		return invocable(handler.get(), request);
	}

	@Override
	protected @Nullable ModelAndView doResolveHandlerMethodException(HttpServletRequest request,
			HttpServletResponse response, @Nullable HandlerMethod handlerMethod, Exception exception) {
		ModelAndView resolved = super.doResolveHandlerMethodException(request, response, handlerMethod, exception);
		AdvisedFailure advised = AdvisedFailure.of(request);
		if (resolved != null || advised == null || response.isCommitted()) {
			return resolved;
		}
		// Without what the advice has written of its answer.
		response.resetBuffer();
		ReadyResponse.writeUnlessGone(advised.own(), request, response);
		return new ModelAndView();
	}

	private ServletInvocableHandlerMethod invocable(ExceptionHandlers.Handler handler, ServletWebRequest request) {
		if (!handler.producible().isEmpty()) {
			request.setAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, handler.producible(),
					RequestAttributes.SCOPE_REQUEST);
		}
		return new ServletInvocableHandlerMethod(handler.bean().resolveBean(), handler.method(),
				getApplicationContext());
	}

	private static boolean handlesItself(HandlerMethod handlerMethod, Exception exception) {
		return new ExceptionHandlerMethodResolver(handlerMethod.getBeanType()).resolveMethod(exception) != null;
	}

	private static @Nullable Class<?> controller(@Nullable HandlerMethod handlerMethod) {
		if (handlerMethod == null) {
			return null;
		}
		Class<?> type = handlerMethod.getBeanType();
		return Proxy.isProxyClass(type) ? AopUtils.getTargetClass(handlerMethod.getBean()) : type;
	}

	private List<MediaType> accepted(ServletWebRequest request) {
		try {
			return getContentNegotiationManager().resolveMediaTypes(request);
		}
		catch (HttpMediaTypeNotAcceptableException ex) {
			return List.of(MediaType.ALL);
		}
	}

	/**
	 * Lets a native image call {@link Answers#respond}.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerMethod(OWN, ExecutableMode.INVOKE);
		}

	}

	/**
	 * The answers that are ours. Public, as Spring calls it.
	 *
	 * @param failures makes them
	 */
	public record Answers(ControllerFailures failures) {

		/**
		 * Answers a failed ask.
		 * @param failure what it failed with
		 * @return the problem detail
		 */
		public ResponseEntity<ProblemDetail> respond(ActorException failure) {
			return this.failures.response(failure);
		}

	}

}
