package dev.actorspring.test;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The instances of a test class, and of those around it, for one schedule.
 */
final class SimulatedInstance {

	private final Method test;

	/** The outermost first. */
	private final List<Object> instances = new ArrayList<>();

	/**
	 * Creates the instances.
	 * @param type the test class
	 * @param test its method
	 */
	SimulatedInstance(Class<?> type, Method test) {
		this.test = test;
		create(type);
	}

	private Object create(Class<?> type) {
		boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
		Object instance = inner ? ReflectionSupport.newInstance(type, create(type.getEnclosingClass()))
				: ReflectionSupport.newInstance(type);
		this.instances.add(instance);
		return instance;
	}

	/**
	 * Runs the test.
	 * @param invariants takes what is to be checked after each step
	 */
	void run(Consumer<Runnable> invariants) throws Throwable {
		Throwable failure = null;
		try {
			for (Call call : calls(BeforeEach.class, HierarchyTraversalMode.TOP_DOWN)) {
				call.call();
			}
			List<Call> checks = calls(Invariant.class, HierarchyTraversalMode.TOP_DOWN);
			if (!checks.isEmpty()) {
				invariants.accept(() -> checks.forEach(Call::check));
			}
			new Call(this.instances.getLast(), this.test).call();
		}
		catch (Throwable ex) {
			failure = ex;
		}
		for (Call call : calls(AfterEach.class, HierarchyTraversalMode.BOTTOM_UP)) {
			failure = join(failure, call);
		}
		if (failure != null) {
			throw failure;
		}
	}

	private static @Nullable Throwable join(@Nullable Throwable failure, Call call) {
		try {
			call.call();
			return failure;
		}
		catch (Throwable ex) {
			if (failure == null) {
				return ex;
			}
			failure.addSuppressed(ex);
			return failure;
		}
	}

	private List<Call> calls(Class<? extends Annotation> annotation, HierarchyTraversalMode order) {
		List<Call> calls = new ArrayList<>();
		for (Object instance : (order == HierarchyTraversalMode.TOP_DOWN) ? this.instances
				: this.instances.reversed()) {
			for (Method method : AnnotationSupport.findAnnotatedMethods(instance.getClass(), annotation, order)) {
				if (method.getParameterCount() > 0) {
					throw new IllegalArgumentException("In a simulation " + method.getDeclaringClass().getSimpleName()
							+ "." + method.getName() + " must not take parameters");
				}
				calls.add(new Call(instance, method));
			}
		}
		return calls;
	}

	/**
	 * A call of a method.
	 *
	 * @param instance of which object
	 * @param method of which method
	 */
	private record Call(Object instance, Method method) {

		void call() throws Throwable {
			this.method.setAccessible(true);
			try {
				this.method.invoke(this.instance);
			}
			catch (InvocationTargetException ex) {
				throw ex.getCause();
			}
		}

		void check() {
			try {
				call();
			}
			catch (RuntimeException | Error ex) {
				throw ex;
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
