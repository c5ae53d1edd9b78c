package dev.actorspring.boot.test.probe;

import dev.actorspring.test.EventRecorder;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Has the probes of a test, and what is known of events, forget everything after each of
 * its methods.
 */
final class ProbeBeanTestExecutionListener implements TestExecutionListener {

	@Override
	public void afterTestMethod(TestContext test) {
		if (test.hasApplicationContext()) {
			ApplicationContext context = test.getApplicationContext();
			if (context.containsBean(ProbeBeans.NAME)) {
				context.getBean(ProbeBeans.NAME, ProbeBeans.class).reset();
			}
			context.getBeanProvider(EventRecorder.class).forEach(EventRecorder::clear);
		}
	}

}
