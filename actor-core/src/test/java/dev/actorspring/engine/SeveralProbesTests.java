package dev.actorspring.engine;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorRef;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.SamplingProbe;
import dev.actorspring.system.TurnObserver;
import dev.actorspring.system.TurnOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several who measure or observe the same messages, some of which fail.
 */
class SeveralProbesTests extends SystemTest {

	private final Queue<String> heard = new ConcurrentLinkedQueue<>();

	private MessageProbe.Factory probe(String name) {
		return (actor, message) -> new MessageProbe() {

			@Override
			public void handled(TurnOutcome outcome, long nanos) {
				SeveralProbesTests.this.heard.add(name + " handled " + outcome);
			}

			@Override
			public void asked(AskOutcome outcome, long nanos) {
				SeveralProbesTests.this.heard.add(name + " asked " + outcome);
			}

		};
	}

	private static MessageProbe.Factory failing() {
		return (actor, message) -> new MessageProbe() {

			@Override
			public void handled(TurnOutcome outcome, long nanos) {
				throw new IllegalStateException("probe");
			}

			@Override
			public void asked(AskOutcome outcome, long nanos) {
				throw new IllegalStateException("probe");
			}

		};
	}

	private TurnObserver.Factory observer(String name) {
		return (actor, message) -> (path, handled) -> {
			this.heard.add(name);
			return (outcome, thrown) -> this.heard.add("/" + name);
		};
	}

	@Test
	void probesHearOfEachMessageInOrder() {
		ActorRef<Counter> counter = start((builder) -> builder.actor(counter("counter"))
			.probes(probe("a"))
			.probes((actor, message) -> null)
			.probes(failing())
			.probes((actor, message) -> {
				throw new IllegalStateException("factory");
			})
			.probes(probe("b"))).actor(Counter.class);
		counter.call(new Counter.Get());
		await().untilAsserted(() -> assertThat(this.heard).hasSize(4));
		assertThat(this.heard).containsSubsequence("a handled SUCCESS", "b handled SUCCESS")
			.containsSubsequence("a asked REPLY", "b asked REPLY");
	}

	@Test
	void probesThatAreContentWithASampleHearOfAllTheSame() {
		Sampled first = new Sampled();
		Sampled second = new Sampled();
		ActorRef<Counter> counter = start((builder) -> builder.actor(counter("counter"))
			.probes((actor, message) -> first)
			.probes((actor, message) -> second)).actor(Counter.class);
		for (int i = 0; i < 1_000; i++) {
			counter.call(new Counter.Get());
		}
		await().untilAsserted(() -> assertThat(List.of(first.replies, second.replies)).containsOnly(1_000));
	}

	@Test
	void observersAreAroundThoseAddedAfterThem() {
		ActorRef<Counter> counter = start((builder) -> builder.actor(counter("counter"))
			.observers(observer("a"))
			.observers((actor, message) -> null)
			.observers((actor, message) -> (path, handled) -> {
				throw new IllegalStateException("begin");
			})
			.observers((actor, message) -> (path, handled) -> (outcome, thrown) -> {
				throw new IllegalStateException("end");
			})
			.observers(observer("b"))).actor(Counter.class);
		counter.call(new Counter.Get());
		assertThat(this.heard).containsExactly("a", "b", "/b", "/a");
	}

	/**
	 * Counts the replies.
	 */
	private static final class Sampled implements SamplingProbe {

		private volatile int replies;

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
		}

		@Override
		public void handled(int count) {
		}

		@Override
		public void handledSample(long nanos) {
		}

		@Override
		public synchronized void asked(AskOutcome outcome, long nanos) {
			this.replies++;
		}

		@Override
		public synchronized void replied() {
			this.replies++;
		}

		@Override
		public synchronized void repliedSample(long nanos, long sinceAsk) {
			this.replies++;
		}

	}

}
