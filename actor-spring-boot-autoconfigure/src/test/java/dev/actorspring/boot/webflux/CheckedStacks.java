package dev.actorspring.boot.webflux;

import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Counts the checks that run on each stack, prints the numbers at the end, and fails if
 * they differ. Who wants to be counted is checked on all of them, as
 * {@link CheckedStacksTests} sees to.
 */
public final class CheckedStacks implements AfterTestExecutionCallback {

	private static final Namespace NAMESPACE = Namespace.create(CheckedStacks.class);

	@Override
	public void afterTestExecution(ExtensionContext context) {
		Counts counts = context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(Counts.class, (key) -> new Counts(), Counts.class);
		ApplicationContext application = SpringExtension.getApplicationContext(context);
		Class<?> type = context.getRequiredTestMethod().getDeclaringClass();
		boolean virtual = application.getEnvironment()
			.getProperty("spring.threads.virtual.enabled", boolean.class, false);
		String stack = (application instanceof ReactiveWebServerApplicationContext) ? "WebFlux"
				: (virtual ? "Spring MVC on virtual threads" : "Spring MVC");
		counts.add(type.getSimpleName(), stack);
	}

	/**
	 * How many checks there were, by class and stack.
	 */
	private static final class Counts implements AutoCloseable {

		private final Map<String, Map<String, Integer>> checks = new TreeMap<>();

		synchronized void add(String type, String stack) {
			this.checks.computeIfAbsent(type, (key) -> new TreeMap<>()).merge(stack, 1, Integer::sum);
		}

		@Override
		public synchronized void close() {
			Map<String, Integer> all = new TreeMap<>();
			this.checks.forEach((type, byStack) -> {
				System.out.println("Checks of " + type + ": " + byStack);
				byStack.forEach((stack, count) -> all.merge(stack, count, Integer::sum));
			});
			System.out.println("Checks of the gateway: " + all);
			this.checks.forEach((type, byStack) -> {
				if (new HashSet<>(byStack.values()).size() > 1) {
					throw new IllegalStateException(type + " does not check as much on each stack: " + byStack);
				}
			});
		}

	}

}
