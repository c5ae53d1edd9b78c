package dev.actorspring.test.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Becomes;
import dev.actorspring.Ignore;
import dev.actorspring.Message;
import dev.actorspring.OnEntry;
import dev.actorspring.Postpone;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.States;
import dev.actorspring.test.TestActors;
import dev.actorspring.test.TreeAssert;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Actors with states in simulations, and in tests whose time stands still.
 */
class SimulatedStatesTests {

	private static final SimulationOptions OPTIONS = SimulationOptions.DEFAULT.schedules(1);

	@Test
	void whatIsPostponedIsHandledInItsOrderInEverySchedule() {
		for (int seed = 0; seed < 50; seed++) {
			SimulationReport report = Simulator.of(OPTIONS, () -> {
				List<Integer> written = new ArrayList<>();
				TestActors actors = TestActors.start((builder) -> builder
					.actor(ActorSpec.of("pen", Pen.class, (context) -> new Pen(context, written))));
				ActorRef<Pen> pen = actors.system().actor(Pen.class);
				List<CompletableFuture<Integer>> replies = new ArrayList<>();
				for (int i = 0; i < 5; i++) {
					replies.add(pen.ask(new Pen.Write(i)));
				}
				pen.tell(new Pen.Uncap());
				pen.tell(new Pen.Cap());
				replies.add(pen.ask(new Pen.Write(5)));
				pen.tell(new Pen.Uncap());
				actors.awaitQuiet();
				assertThat(written).containsExactly(0, 1, 2, 3, 4, 5);
				assertThat(replies).extracting(CompletableFuture::join).containsExactly(0, 1, 2, 3, 4, 5);
				return null;
			}).run(seed);
			assertThat(report.failure()).as("seed %d", seed).isEmpty();
		}
	}

	@Test
	void stateTimeoutComesWhenTheTimeIsMoved_andWhatIsPostponedIsQuiet() {
		List<Integer> written = new ArrayList<>();
		try (TestActors actors = TestActors.start(
				(builder) -> builder.actor(ActorSpec.of("pen", Pen.class, (context) -> new Pen(context, written))))) {
			ActorRef<Pen> pen = actors.system().actor(Pen.class);
			pen.tell(new Pen.Uncap());
			actors.awaitQuiet();
			TreeAssert.assertThat(actors.system().tree()).isIn("pen", Pen.Open.class);
			actors.advance(Duration.ofSeconds(61));
			TreeAssert.assertThat(actors.system().tree()).isIn("pen", Pen.Capped.class);
			CompletableFuture<Integer> reply = pen.ask(new Pen.Write(1), Duration.ofHours(1));
			actors.awaitQuiet();
			TreeAssert.assertThat(actors.system().tree()).hasWaiting("pen", 1);
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> TreeAssert.assertThat(actors.system().tree()).isIn("pen", Pen.Open.class))
				.withMessageContaining("pen to be in the state Open and not in Capped");
			pen.tell(new Pen.Uncap());
			actors.awaitQuiet();
			assertThat(reply).isCompletedWithValue(1);
		}
	}

	/**
	 * A pen that writes nothing while it is capped, and dries if it is left open.
	 */
	@States(value = Pen.State.class, first = Pen.Capped.class)
	static class Pen {

		record Write(int number) implements Request<Pen, Integer> {

		}

		record Cap() implements Message<Pen> {

		}

		record Uncap() implements Message<Pen> {

		}

		sealed interface State {

		}

		private final ActorContext<Pen> context;

		private final List<Integer> written;

		Pen(ActorContext<Pen> context, List<Integer> written) {
			this.context = context;
			this.written = written;
			context.become(new Capped());
		}

		@Postpone(Write.class)
		@Ignore(Cap.class)
		final class Capped implements State {

			@Receive
			@Becomes(Open.class)
			void uncap(Uncap message) {
				Pen.this.context.become(new Open());
			}

		}

		@Ignore(Uncap.class)
		final class Open implements State {

			@OnEntry
			void begin() {
				Pen.this.context.stateTimeout(Duration.ofMinutes(1), new Cap());
			}

			@Receive
			int write(Write write) {
				Pen.this.written.add(write.number());
				return write.number();
			}

			@Receive
			@Becomes(Capped.class)
			void cap(Cap message) {
				Pen.this.context.become(new Capped());
			}

		}

	}

}
