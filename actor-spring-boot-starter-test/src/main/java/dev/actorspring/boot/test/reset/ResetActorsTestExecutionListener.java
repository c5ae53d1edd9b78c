package dev.actorspring.boot.test.reset;

import java.util.concurrent.TimeUnit;

import dev.actorspring.boot.test.reset.ResetActors.When;
import dev.actorspring.spi.Resettable;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.test.EventRecorder;
import dev.actorspring.test.Faults;
import dev.actorspring.test.Probe;
import dev.actorspring.test.TestActors;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Resets the actors of a test as {@link ResetActors} says.
 */
final class ResetActorsTestExecutionListener implements TestExecutionListener {

	/**
	 * In seconds: for how long actors are waited for, which may take their shutdown
	 * timeouts.
	 */
	private static final int LONGEST = 60;

	@Override
	public void beforeTestMethod(TestContext test) throws Exception {
		if (when(test) == When.BEFORE) {
			reset(test.getApplicationContext());
		}
	}

	@Override
	public void afterTestMethod(TestContext test) throws Exception {
		if (when(test) == When.AFTER && test.hasApplicationContext()) {
			reset(test.getApplicationContext());
		}
	}

	private static @Nullable When when(TestContext test) {
		ResetActors own = AnnotatedElementUtils.findMergedAnnotation(test.getTestMethod(), ResetActors.class);
		ResetActors found = (own != null) ? own
				: TestContextAnnotationUtils.findMergedAnnotation(test.getTestClass(), ResetActors.class);
		return (found != null) ? found.value() : null;
	}

	private static void reset(ApplicationContext context) throws Exception {
		context.getBeanProvider(Faults.class).forEach(Faults::heal);
		TestActors actors = context.getBeanProvider(TestActors.class).getIfAvailable();
		if (actors != null) {
			actors.reset();
		}
		else if (context.getBean(ActorSystem.class) instanceof Resettable system) {
			system.reset().toCompletableFuture().get(LONGEST, TimeUnit.SECONDS);
		}
		else {
			throw new IllegalStateException("An actor system of another kind cannot be reset");
		}
		context.getBeanProvider(EventRecorder.class).forEach(EventRecorder::clear);
		context.getBeansOfType(Probe.class).values().forEach(Probe::reset);
	}

}
