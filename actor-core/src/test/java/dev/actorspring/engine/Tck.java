package dev.actorspring.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.PublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/**
 * Runs the Reactive Streams TCK, which is written for TestNG, under JUnit.
 */
final class Tck {

	private Tck() {
	}

	/**
	 * One test for each of the rules, with a fresh instance.
	 * @param verification makes the instances
	 * @return the tests, in the order of their names
	 */
	static List<DynamicTest> tests(Supplier<? extends PublisherVerification<?>> verification) {
		return Arrays.stream(PublisherVerification.class.getMethods())
			.filter((method) -> method.isAnnotationPresent(Test.class))
			.sorted(Comparator.comparing(Method::getName))
			.map((method) -> DynamicTest.dynamicTest(method.getName(), () -> run(verification.get(), method)))
			.toList();
	}

	private static void run(PublisherVerification<?> verification, Method method) throws Throwable {
		verification.setUp();
		try {
			method.invoke(verification);
		}
		catch (InvocationTargetException ex) {
			boolean required = method.getName().startsWith("required_");
			if (ex.getCause() instanceof SkipException skipped && !required) {
				throw new TestAbortedException(skipped.getMessage());
			}
			throw ex.getCause();
		}
	}

}
