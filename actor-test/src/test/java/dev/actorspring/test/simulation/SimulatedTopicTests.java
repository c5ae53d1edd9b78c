package dev.actorspring.test.simulation;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Event;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Topic;
import dev.actorspring.test.TestActors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events in simulations.
 */
class SimulatedTopicTests {

	private static final SimulationOptions OPTIONS = SimulationOptions.DEFAULT.schedules(1);

	@Test
	void sameSeedGoesTheSameWay() {
		for (int seed = 0; seed < 30; seed++) {
			assertThat(history(seed)).as("seed %d", seed).isEqualTo(history(seed));
		}
	}

	@Test
	void seedsGoTheirOwnWays() {
		List<List<String>> histories = new ArrayList<>();
		for (int seed = 0; seed < 30; seed++) {
			histories.add(history(seed));
		}
		assertThat(histories.stream().distinct().count()).isGreaterThan(5);
	}

	/**
	 * What is heard by actors of two classes, some of which are spawned or started by a
	 * key.
	 */
	private static List<String> history(long seed) {
		List<String> history = new ArrayList<>();
		SimulationReport report = Simulator.of(OPTIONS, () -> {
			history.clear();
			TestActors actors = TestActors.start((builder) -> builder
				.actor(ActorSpec.of("first", First.class, (context) -> new First(context, history)))
				.actor(ActorSpec.of("second", Second.class, (context) -> new Second(context, history)))
				.actor(ActorSpec.keyed("keyed", First.class, (context) -> new First(context, history))));
			for (String name : List.of("a", "b", "c")) {
				actors.system().spawn(ActorSpec.of(name, Second.class, (context) -> new Second(context, history)));
				actors.system().keyed("keyed", First.class).get(name).tell(new First.Wake());
			}
			ActorRef<First> first = actors.system().actor("first", First.class);
			Topic<Said> topic = actors.system().topic(Said.class);
			for (int i = 0; i < 3; i++) {
				topic.publish(new Said("test" + i));
				first.tell(new First.Say(topic, "first" + i));
			}
			actors.awaitQuiet();
			return null;
		}).run(seed);
		assertThat(report.failure()).isEmpty();
		return history;
	}

	record Said(String text) implements Event {

	}

	/**
	 * An actor that hears, and publishes.
	 */
	static final class First {

		record Wake() implements Message<First> {

		}

		record Say(Topic<Said> topic, String text) implements Message<First> {

		}

		private final ActorContext<First> context;

		private final List<String> history;

		First(ActorContext<First> context, List<String> history) {
			this.context = context;
			this.history = history;
		}

		@Receive
		void wake(Wake message) {
			this.history.add(this.context.path() + " is awake");
		}

		@Receive
		void say(Say message) {
			message.topic().publish(new Said(message.text()));
		}

		@Receive
		void on(Said event) {
			this.history.add(this.context.path() + " " + event.text());
		}

	}

	/**
	 * An actor that hears.
	 */
	static final class Second {

		private final ActorContext<Second> context;

		private final List<String> history;

		Second(ActorContext<Second> context, List<String> history) {
			this.context = context;
			this.history = history;
		}

		@Receive
		void on(Said event) {
			this.history.add(this.context.path() + " " + event.text());
		}

	}

}
