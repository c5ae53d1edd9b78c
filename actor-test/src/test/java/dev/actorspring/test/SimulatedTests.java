package dev.actorspring.test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.test.simulation.FindingKind;
import dev.actorspring.test.simulation.Search;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link Simulated} tests as JUnit runs them.
 */
class SimulatedTests {

	private static TestExecutionSummary run(Class<?> type, String method) {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectMethod(type, method))
			.build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(request, listener);
		return listener.getSummary();
	}

	private static Throwable failure(Class<?> type, String method) {
		TestExecutionSummary summary = run(type, method);
		assertThat(summary.getTestsFoundCount()).isOne();
		return summary.getFailures().getFirst().getException();
	}

	@Test
	void passesAndRunsAsOftenAsIsSaidEachTimeOnANewInstance() {
		Sample.created.set(0);
		Sample.calls.clear();
		TestExecutionSummary summary = run(Sample.class, "passes");
		StringWriter text = new StringWriter();
		summary.printFailuresTo(new PrintWriter(text));
		assertThat(text).asString().isEmpty();
		assertThat(summary.getTestsSucceededCount()).isOne();
		// And the one that JUnit makes.
		assertThat(Sample.created).hasValue(50 + 1);
		assertThat(Sample.calls).hasSize(150).startsWith("before", "passes", "after", "before");
	}

	@Test
	void failureShowsSeedAndShortestScheduleAndLeavesAPage() throws Exception {
		Throwable failure = failure(Sample.class, "fails");
		assertThat(failure).isInstanceOf(AssertionError.class).hasCauseInstanceOf(AssertionError.class);
		assertThat(failure.getMessage()).startsWith("FAILURE: ")
			.containsPattern("Sample.fails fails with the schedule of seed \\d+, in \\d+ steps")
			.containsPattern("@Simulated\\(seed = \\d+, …\\)")
			.containsPattern("The shortest found that fails so has \\d+ steps, ")
			.contains("step", "first", "second", "Say[word=hello]", "Say[word=world]", "▶")
			.contains("The same with a picture: ");
		Path page = Path.of(failure.getMessage().replaceFirst("(?s).*The same with a picture: ", ""));
		assertThat(page).hasFileName("Sample.fails.html").hasParentRaw(Path.of("target", "simulations"));
		assertThat(Files.readString(page)).contains("<svg", "Say[word=hello]", "<title>Sample.fails</title>",
				"prefers-color-scheme: dark");
	}

	@Test
	void onlyOneSeedIsRunIfThatIsSaid() {
		Sample.calls.clear();
		Throwable failure = failure(Sample.class, "failsAlways");
		assertThat(failure.getMessage()).contains("the schedule of seed 7,");
	}

	@Test
	void invariantsAreChecked() {
		Throwable failure = failure(Sample.class, "breaksTheInvariant");
		assertThat(failure.getMessage()).startsWith("INVARIANT: ").contains("never three");
	}

	@Test
	void schedulesMayBeTriedAll() {
		Throwable failure = failure(Sample.class, "failsInOneOfAll");
		assertThat(failure.getMessage()).contains("the schedule of number ");
	}

	@Test
	void crashesMayBeAPartOfIt() {
		assertThat(failure(Sample.class, "crashes").getMessage()).startsWith("CRASH: ");
		assertThat(run(Sample.class, "mayCrash").getTestsSucceededCount()).isOne();
	}

	@Test
	void nestedTestsHaveTheirOuterInstance() {
		assertThat(run(Sample.Inner.class, "seesTheOuter").getTestsSucceededCount()).isOne();
	}

	@Test
	void whatCannotBeSuppliedIsNamed() {
		assertThat(failure(Misfit.class, "test").getMessage())
			.contains("In a simulation Misfit.before must not take parameters");
	}

	@Test
	void extensionThatWouldMissTheInstancesIsRefused() {
		assertThat(failure(Extended.class, "test").getMessage()).contains("Extended is extended by Wiring",
				"start its actors with TestActors");
	}

	@Test
	void oneInstanceForAllIsRefused() {
		assertThat(failure(Shared.class, "test").getMessage()).contains("take @TestInstance(PER_CLASS) away");
	}

	@Test
	void repetitionIsRefused() {
		assertThat(run(Repeated.class, "test").getFailures())
			.anySatisfy((failure) -> assertThat(failure.getException().getMessage())
				.contains("test is @Simulated, and cannot be"));
	}

	@Test
	void whatIsToBeDoneAfterATestIsDoneThoughItFails() {
		Untidy.calls.clear();
		Throwable failure = failure(Untidy.class, "test");
		assertThat(failure.getMessage()).startsWith("FAILURE: IllegalStateException: in the beginning");
		assertThat(failure.getCause().getSuppressed()).hasSize(1);
		assertThat(Untidy.calls).startsWith("after", "after too");
	}

	@TestInstance(Lifecycle.PER_CLASS)
	static class Shared {

		@Simulated
		void test() {
		}

	}

	static class Repeated {

		@RepeatedTest(2)
		@Simulated
		void test() {
		}

	}

	static class Untidy {

		static final List<String> calls = new ArrayList<>();

		@BeforeEach
		void before() {
			throw new IllegalStateException("in the beginning");
		}

		@AfterEach
		void after() {
			calls.add("after");
			throw new IllegalStateException("at the end");
		}

		@AfterEach
		void afterToo() {
			calls.add("after too");
		}

		@Simulated
		void test() {
		}

	}

	static class Wiring implements TestInstancePostProcessor {

		@Override
		public void postProcessTestInstance(Object instance, ExtensionContext context) {
		}

	}

	@ExtendWith(Wiring.class)
	static class Extended {

		@Simulated
		void test() {
		}

	}

	record Say(String word) implements Message<Parrot> {

	}

	record Words() implements Request<Parrot, List<String>> {

	}

	static final class Parrot {

		private final List<String> words = new ArrayList<>();

		@Receive
		void say(Say say) {
			if (say.word().isEmpty()) {
				throw new IllegalArgumentException("nothing to say");
			}
			this.words.add(say.word());
		}

		@Receive
		List<String> words(Words words) {
			return List.copyOf(this.words);
		}

	}

	record Send(ActorRef<Parrot> to, String word) implements Message<Sender> {

	}

	static final class Sender {

		@Receive
		void send(Send send) {
			send.to().tell(new Say(send.word()));
		}

	}

	static class Sample {

		static final AtomicInteger created = new AtomicInteger();

		static final List<String> calls = new ArrayList<>();

		@AutoClose
		private final TestActors actors = TestActors.start(
				ActorSpec.of("parrot", Parrot.class, (context) -> new Parrot()),
				ActorSpec.of("first", Sender.class, (context) -> new Sender()),
				ActorSpec.of("second", Sender.class, (context) -> new Sender()));

		private final ActorRef<Parrot> parrot = this.actors.actor(Parrot.class);

		private int steps;

		Sample() {
			created.incrementAndGet();
		}

		@BeforeEach
		void before() {
			calls.add("before");
		}

		@AfterEach
		void after() {
			calls.add("after");
		}

		@Invariant
		void neverThree() {
			assertThat(this.steps).as("never three").isNotEqualTo(3);
		}

		@Simulated(seeds = 50)
		void passes() {
			calls.add("passes");
			this.parrot.tell(new Say("hello"));
			assertThat(this.actors.ask(this.parrot, new Words())).containsExactly("hello");
		}

		@Simulated
		void fails() {
			twoSenders();
		}

		@Simulated(search = Search.EXHAUSTIVE)
		void failsInOneOfAll() {
			twoSenders();
		}

		private void twoSenders() {
			this.actors.system().actor("first", Sender.class).tell(new Send(this.parrot, "hello"));
			this.actors.system().actor("second", Sender.class).tell(new Send(this.parrot, "world"));
			this.actors.awaitQuiet();
			assertThat(this.actors.ask(this.parrot, new Words())).containsExactly("hello", "world");
		}

		@Simulated(seed = 7)
		void failsAlways() {
			assertThat(this.steps).isOne();
		}

		@Simulated
		void breaksTheInvariant() {
			for (int i = 0; i < 10; i++) {
				this.steps++;
				this.actors.awaitQuiet();
			}
		}

		@Simulated(seeds = 5)
		void crashes() {
			this.parrot.tell(new Say(""));
		}

		@Simulated(seeds = 5, tolerate = FindingKind.CRASH)
		void mayCrash() {
			this.parrot.tell(new Say(""));
		}

		@Nested
		class Inner {

			@Simulated(seeds = 5)
			void seesTheOuter() {
				Sample.this.parrot.tell(new Say("nested"));
				assertThat(Sample.this.actors.ask(Sample.this.parrot, new Words())).containsExactly("nested");
			}

		}

	}

	static class Misfit {

		@BeforeEach
		void before(org.junit.jupiter.api.TestInfo info) {
		}

		@Simulated
		void test() {
		}

	}

}
