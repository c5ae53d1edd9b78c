package dev.actorspring.test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.actorspring.test.simulation.Failure;
import dev.actorspring.test.simulation.Search;
import dev.actorspring.test.simulation.SimulationOptions;
import dev.actorspring.test.simulation.SimulationReport;
import dev.actorspring.test.simulation.Simulator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs a {@link Simulated} test under many schedules.
 */
final class SimulatedExtension implements InvocationInterceptor {

	/** Where builds put what they make. */
	private static final List<String> OUTPUTS = List.of("target", "build");

	@Override
	public void interceptBeforeEachMethod(Invocation<@Nullable Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext extensionContext) {
		// Each schedule has its own.
		invocation.skip();
	}

	@Override
	public void interceptAfterEachMethod(Invocation<@Nullable Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext extensionContext) {
		invocation.skip();
	}

	@Override
	public void interceptTestMethod(Invocation<@Nullable Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext extensionContext) {
		invocation.skip();
		Method method = invocationContext.getExecutable();
		Class<?> type = invocationContext.getTargetClass();
		check(type, extensionContext);
		Simulated simulated = AnnotationSupport.findAnnotation(method, Simulated.class).orElseThrow();
		SimulationOptions options = new SimulationOptions(simulated.search(), simulated.seeds(),
				Duration.ofMillis(simulated.delayMillis()), simulated.steps(), Set.of(simulated.tolerate()));
		Simulator simulator = new Simulator(options,
				() -> (invariants) -> new SimulatedInstance(type, method).run(invariants));
		SimulationReport report = (simulated.seed() >= 0) ? simulator.run(simulated.seed()) : simulator.run();
		extensionContext.publishReportEntry("schedules",
				report.schedules() + (report.isComplete() ? ", these are all there are" : ""));
		report.failure().ifPresent((failure) -> {
			throw error(failure, type.getSimpleName() + "." + method.getName(), options);
		});
	}

	@Override
	public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext extensionContext) {
		throw new ExtensionConfigurationException(invocationContext.getExecutable().getName()
				+ " is @Simulated, and cannot be a @RepeatedTest or @ParameterizedTest as well");
	}

	/**
	 * Refuses what each schedule's instances would lack.
	 */
	private static void check(Class<?> type, ExtensionContext context) {
		if (context.getTestInstanceLifecycle().filter((cycle) -> cycle == Lifecycle.PER_CLASS).isPresent()) {
			throw new ExtensionConfigurationException(type.getName() + " has one instance for all of its tests, and "
					+ "@Simulated makes one for each schedule: take @TestInstance(PER_CLASS) away");
		}
		for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
			checkExtensions(each);
		}
	}

	private static void checkExtensions(Class<?> type) {
		for (ExtendWith extensions : AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class)) {
			for (Class<?> extension : extensions.value()) {
				if (TestInstancePostProcessor.class.isAssignableFrom(extension)) {
					throw new ExtensionConfigurationException(type.getName() + " is extended by "
							+ extension.getSimpleName() + ", which does not see the instances that @Simulated makes, "
							+ "one for each schedule: move the simulation to a class without it, "
							+ "and start its actors with TestActors");
				}
			}
		}
	}

	private static AssertionError error(Failure failure, String name, SimulationOptions options) {
		String which = (options.search() == Search.EXHAUSTIVE) ? "number " : "seed ";
		String text = failure.finding() + "\n\n" + name + " fails with the schedule of " + which + failure.seed()
				+ ", in " + failure.steps() + " steps. Only that runs with @Simulated(seed = " + failure.seed()
				+ ", …). The shortest found that fails so has " + failure.shortestSteps() + " steps, "
				+ ((failure.detours() == 0) ? "all in the order in which they become possible"
						: failure.detours() + " of them out of order")
				+ ":\n\n" + failure.diagram() + "\nThe same with a picture: " + write(failure, name);
		return new AssertionError(text, failure.finding().cause());
	}

	/**
	 * Writes the page.
	 * @return where it is, or why it is not
	 */
	private static String write(Failure failure, String name) {
		try {
			Path output = OUTPUTS.stream()
				.map(Path::of)
				.filter(Files::isDirectory)
				.findFirst()
				.orElse(Path.of(System.getProperty("java.io.tmpdir")));
			Path directory = Files.createDirectories(output.resolve("simulations"));
			return Files.writeString(directory.resolve(name + ".html"), failure.page(name)).toString();
		}
		catch (IOException ex) {
			return "it could not be written: " + ex;
		}
	}

}
