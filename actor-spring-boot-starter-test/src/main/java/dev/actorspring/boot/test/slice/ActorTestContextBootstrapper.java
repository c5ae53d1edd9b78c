package dev.actorspring.boot.test.slice;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * Has the context of an {@link ActorTest} be none of a web application.
 */
final class ActorTestContextBootstrapper extends TestSliceTestContextBootstrapper<ActorTest> {

	@Override
	protected WebEnvironment getWebEnvironment(Class<?> testClass) {
		return WebEnvironment.NONE;
	}

}
