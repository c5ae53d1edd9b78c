package dev.actorspring.boot.scope;

import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.Receive;
import dev.actorspring.protocol.HandlerRefusedException;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.aop.Advisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.aop.target.SingletonTargetSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * The first and the last advice around a handler. Between them they find out whether
 * other advice has refused a message: when an exception comes out and the handler was not
 * reached, nothing has happened to the actor, and that is no crash.
 */
final class RefusalAdvisors {

	private static final String ATTRIBUTE = RefusalAdvisors.class.getName();

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			RefusalAdvisors.class.getClassLoader());

	private static final StaticMethodMatcherPointcut HANDLERS = new StaticMethodMatcherPointcut() {

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return AnnotatedElementUtils.hasAnnotation(method, Receive.class);
		}

	};

	private static final Advisor FIRST = new DefaultPointcutAdvisor(HANDLERS,
			(MethodInterceptor) RefusalAdvisors::enter);

	private static final Advisor LAST = new DefaultPointcutAdvisor(HANDLERS,
			(MethodInterceptor) RefusalAdvisors::reach);

	private RefusalAdvisors() {
	}

	/**
	 * Puts both around the handlers of an instance.
	 * @param instance an actor, and possibly a proxy, or a proxy of a proxy
	 */
	static void addTo(Object instance) {
		Object next = instance;
		while (next instanceof Advised advised) {
			if (!advised.isFrozen()) {
				advised.addAdvisor(0, FIRST);
				advised.addAdvisor(LAST);
			}
			next = (advised.getTargetSource() instanceof SingletonTargetSource source) ? source.getTarget() : null;
		}
	}

	private static @Nullable Object enter(MethodInvocation invocation) throws Throwable {
		Progress progress = new Progress(Thread.currentThread());
		if (invocation instanceof ProxyMethodInvocation own) {
			own.setUserAttribute(ATTRIBUTE, progress);
		}
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Exception ex) {
			throw progress.reached ? ex : refused(ex);
		}
		return progress.reached ? result : later(result, progress);
	}

	private static @Nullable Object reach(MethodInvocation invocation) throws Throwable {
		if (invocation instanceof ProxyMethodInvocation own
				&& own.getUserAttribute(ATTRIBUTE) instanceof Progress progress) {
			if (progress.thread != Thread.currentThread()) {
				// The state of the actor belongs to the turn.
				throw new IllegalStateException("Advice calls the handler " + invocation.getMethod()
						+ " outside of its turn, on thread " + Thread.currentThread().getName());
			}
			progress.reached = true;
		}
		return invocation.proceed();
	}

	/**
	 * Advice may also refuse by what it returns, as that of reactive method security.
	 */
	private static @Nullable Object later(@Nullable Object result, Progress progress) {
		if (result instanceof CompletionStage<?> stage) {
			return stage.exceptionallyCompose(
					(failure) -> CompletableFuture.failedStage(progress.reached ? failure : refused(failure)));
		}
		return REACTOR ? Reactive.later(result, progress) : result;
	}

	private static HandlerRefusedException refused(Throwable failure) {
		return switch (failure) {
			// From a proxy within this one.
			case HandlerRefusedException refusal -> refusal;
			case UndeclaredThrowableException wrapper when wrapper.getCause() != null ->
				refused(wrapper.getUndeclaredThrowable());
			default -> new HandlerRefusedException(failure);
		};
	}

	/**
	 * How far an invocation has come.
	 */
	private static final class Progress {

		private final Thread thread;

		private volatile boolean reached;

		Progress(Thread thread) {
			this.thread = thread;
		}

	}

	private static final class Reactive {

		static @Nullable Object later(@Nullable Object result, Progress progress) {
			return (result instanceof Mono<?> mono)
					? mono.onErrorMap((failure) -> progress.reached ? failure : refused(failure)) : result;
		}

	}

}
