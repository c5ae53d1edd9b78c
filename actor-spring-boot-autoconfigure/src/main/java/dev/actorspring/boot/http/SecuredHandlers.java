package dev.actorspring.boot.http;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.ActorContext;
import dev.actorspring.protocol.Handler;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.PointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.AuthenticationException;

/**
 * Asks the method security of the application before a message is sent: who may not send
 * it does not wait in the mailbox to hear that, and takes no place there. The advice
 * around the handler decides again. So what cannot be decided without the actor, as an
 * expression that looks at its fields, is left to that.
 */
final class SecuredHandlers implements MessageAuthorizers {

	/** The beans of those that decide before a method is called. */
	private static final List<String> ADVISORS = List.of("preAuthorizeAuthorizationMethodInterceptor",
			"securedAuthorizationMethodInterceptor", "jsr250AuthorizationMethodInterceptor");

	/** How expressions name the object whose method it is. */
	private static final Pattern ACTOR = Pattern.compile("\\b(this|target)\\b|#root");

	private final BeanFactory beans;

	SecuredHandlers(BeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public Consumer<Object> of(Handler handler) {
		Method method = handler.method();
		if (!isDecidedWithoutTheActor(method)) {
			return MessageAuthorizers.none().of(handler);
		}
		List<MethodInterceptor> advice = ADVISORS.stream()
			.filter(this.beans::containsBean)
			.map((name) -> this.beans.getBean(name, MethodInterceptor.class))
			.filter((interceptor) -> isMeant(interceptor, method))
			.toList();
		if (advice.isEmpty()) {
			return MessageAuthorizers.none().of(handler);
		}
		return (message) -> {
			// Of those who may send it, what is missing is asked for later.
			@Nullable Object[] arguments = handler.arguments(message, (refused) -> null);
			advice.forEach((each) -> check(each, new Sending(method, arguments)));
		};
	}

	/**
	 * Whether the actor has no part in the decision. Where it is missing, an expression
	 * may well be false instead of failing.
	 */
	private static boolean isDecidedWithoutTheActor(Method method) {
		return Stream.<AnnotatedElement>of(method, method.getDeclaringClass())
			.flatMap((element) -> MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY)
				.stream(PreAuthorize.class))
			.map((annotation) -> annotation.getString(MergedAnnotation.VALUE))
			.noneMatch((expression) -> ACTOR.matcher(expression).find() || namesContext(expression, method));
	}

	/**
	 * Whether an expression looks at the context of the actor.
	 */
	private static boolean namesContext(String expression, Method method) {
		Parameter[] parameters = method.getParameters();
		return IntStream.range(0, parameters.length)
			.filter((index) -> parameters[index].getType() == ActorContext.class)
			.mapToObj((index) -> "#(" + parameters[index].getName() + "|[ap]" + index + ")\\b")
			.anyMatch((name) -> Pattern.compile(name).matcher(expression).find());
	}

	private static boolean isMeant(MethodInterceptor interceptor, Method method) {
		return interceptor instanceof PointcutAdvisor advisor
				&& advisor.getPointcut().getClassFilter().matches(method.getDeclaringClass())
				&& advisor.getPointcut().getMethodMatcher().matches(method, method.getDeclaringClass());
	}

	private static void check(MethodInterceptor interceptor, Sending sending) {
		try {
			interceptor.invoke(sending);
		}
		catch (AccessDeniedException | AuthenticationException ex) {
			Problem problem = Refusals.problem(ex);
			if (problem != null) {
				throw new ProblemException(problem);
			}
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			// It cannot be decided here.
		}
	}

	/**
	 * The call of a handler, as far as it is known.
	 *
	 * @param method the handler
	 * @param arguments its arguments
	 */
	private record Sending(Method method, @Nullable Object[] arguments) implements MethodInvocation {

		@Override
		public Method getMethod() {
			return this.method;
		}

		@Override
		public @Nullable Object[] getArguments() {
			return this.arguments;
		}

		@Override
		public @Nullable Object proceed() {
			return null;
		}

		@Override
		public @Nullable Object getThis() {
			return null;
		}

		@Override
		public AccessibleObject getStaticPart() {
			return this.method;
		}

	}

}
