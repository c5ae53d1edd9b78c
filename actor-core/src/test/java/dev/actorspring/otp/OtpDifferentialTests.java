package dev.actorspring.otp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.actorspring.spi.Scheduler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same random scripts against OTP's supervisors and ours: after each step they must
 * look the same. A script depends on its seed alone.
 * <p>
 * Skipped where Erlang is not installed, but not when the environment says {@code CI}.
 */
@Timeout(300)
@EnabledIf(value = "isErlangInstalledOrRequired", disabledReason = "erl is not installed: apt-get install erlang-base")
class OtpDifferentialTests {

	private static final int SCRIPTS_PER_STRATEGY = 1_000;

	private static final int SHUFFLED_SCRIPTS_PER_STRATEGY = 500;

	private static final int THREADS = 4;

	private static final int ENOUGH = 5;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Collection<Throwable> THREADS_THAT_FAILED = new ConcurrentLinkedQueue<>();

	private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.actorspring");

	private static final @Nullable Level LEVEL = LOGGER.getLevel();

	private static final Thread.@Nullable UncaughtExceptionHandler HANDLER = Thread
		.getDefaultUncaughtExceptionHandler();

	@TempDir
	private static Path directory;

	private static OtpDriver otp;

	private static Map<Long, List<Observation>> observations;

	static boolean isErlangInstalledOrRequired() {
		return OtpDriver.isInstalled() || "true".equals(System.getenv("CI"));
	}

	@BeforeAll
	static void askOtp() throws IOException, InterruptedException {
		assertThat(OtpDriver.isInstalled()).as("erl is installed").isTrue();
		otp = new OtpDriver(directory);
		observations = otp.run(LongStream.range(0, (long) SCRIPTS_PER_STRATEGY * Strategy.values().length)
			.mapToObj(ScriptGenerator::generate)
			.toList());
		// What is made to crash would be reported thousands of times.
		LOGGER.setLevel(Level.OFF);
		Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> THREADS_THAT_FAILED.add(thrown));
	}

	@AfterAll
	static void restore() {
		LOGGER.setLevel(LEVEL);
		Thread.setDefaultUncaughtExceptionHandler(HANDLER);
	}

	@ParameterizedTest
	@EnumSource
	void behavesAsOtpWhenRootIs(Strategy strategy) throws Exception {
		assertSame(strategy, SCRIPTS_PER_STRATEGY, () -> null);
	}

	@ParameterizedTest
	@EnumSource
	void behavesAsOtpWhateverOvertakesWhatWhenRootIs(Strategy strategy) throws Exception {
		assertSame(strategy, SHUFFLED_SCRIPTS_PER_STRATEGY, ShuffledSteps::new);
	}

	private static void assertSame(Strategy strategy, int scripts, Supplier<? extends @Nullable Scheduler> schedulers)
			throws Exception {
		THREADS_THAT_FAILED.clear();
		Collection<Difference> differences = differences(strategy, scripts, schedulers);
		assertThat(differences)
			.as(() -> "differences from OTP, the first one of them in its shortest form:\n"
					+ shortest(differences.iterator().next(), schedulers))
			.isEmpty();
		assertThat(THREADS_THAT_FAILED.stream().limit(1)).as("what a thread of the engine has ended with").isEmpty();
	}

	@Test
	void scriptsReachEveryAnswer() {
		assertThat(observations.values().stream().flatMap(List::stream).map(Observation::word).distinct())
			.containsExactlyInAnyOrder("ok", "already_started", "already_present", "running", "restarting", "not_found",
					"simple_one_for_one", "noproc", "start_failed", "bad_combination", "escalated", "skipped",
					"stopped");
	}

	private static String shortest(Difference difference, Supplier<? extends @Nullable Scheduler> schedulers) {
		try {
			return new Shrinker(otp, schedulers).shrink(difference).toString();
		}
		catch (IOException | InterruptedException ex) {
			return difference + " (could not be made shorter: " + ex + ")";
		}
	}

	private static Collection<Difference> differences(Strategy strategy, int scripts,
			Supplier<? extends @Nullable Scheduler> schedulers) throws Exception {
		Collection<Difference> differences = new ConcurrentLinkedQueue<>();
		List<Callable<@Nullable Void>> runs = LongStream.range(0, scripts)
			.map((number) -> number * Strategy.values().length + strategy.ordinal())
			.<Callable<@Nullable Void>>mapToObj((seed) -> () -> {
				run(seed, differences, schedulers.get());
				return null;
			})
			.toList();
		try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
			for (Future<?> run : threads.invokeAll(runs)) {
				run.get();
			}
		}
		return differences;
	}

	private static void run(long seed, Collection<Difference> differences, @Nullable Scheduler scheduler) {
		if (differences.size() < ENOUGH) {
			Script script = ScriptGenerator.generate(seed);
			Difference difference = EngineDriver.run(script, observations.get(seed), PATIENCE, scheduler);
			if (difference != null) {
				differences.add(difference);
			}
		}
	}

}
