package dev.actorspring.engine;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.LongFunction;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.ReplyStream;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams as replies keep the rules of Reactive Streams.
 */
class ReactiveStreamsTckTests {

	private static ActorSystem system;

	private static ActorRef<Feeder> virtual;

	private static ActorRef<Feeder> compute;

	@BeforeAll
	static void start() {
		system = ActorSystem.builder()
			.actor(ActorSpec.of("virtual", Feeder.class, Feeder::new))
			.actor(ActorSpec.of("compute", Feeder.class, Feeder::new).withDispatcher(Dispatcher.COMPUTE))
			.build();
		system.start();
		virtual = system.actor("virtual", Feeder.class);
		compute = system.actor("compute", Feeder.class);
	}

	@AfterAll
	static void stop() {
		system.close();
	}

	@TestFactory
	List<DynamicTest> streamThatAnActorFeeds() {
		return Tck.tests(() -> new Verification((count) -> virtual.call(new Feeder.Count(count, 8))));
	}

	@TestFactory
	List<DynamicTest> publisherThatAnActorReturns() {
		return Tck
			.tests(() -> new Verification((count) -> virtual.call(new Feeder.Make((feeder) -> new Range(count)))));
	}

	@TestFactory
	List<DynamicTest> streamOfOneActorThatAnotherReturns() {
		return Tck.tests(() -> new Verification(
				(count) -> virtual.call(new Feeder.MakeLater((feeder) -> compute.ask(new Feeder.Count(count, 1))))));
	}

	@Test
	void allRulesAreThere() {
		assertThat(Tck.tests(() -> new Verification(Range::new))).hasSize(38);
	}

	private static final class Verification extends FlowPublisherVerification<Integer> {

		private final LongFunction<Flow.Publisher<Integer>> publisher;

		Verification(LongFunction<Flow.Publisher<Integer>> publisher) {
			super(new TestEnvironment(1_000, 50, false));
			this.publisher = publisher;
		}

		@Override
		public Flow.Publisher<Integer> createFlowPublisher(long elements) {
			return this.publisher.apply(elements);
		}

		@Override
		public Flow.Publisher<Integer> createFailedFlowPublisher() {
			return virtual.call(new Feeder.Make((feeder) -> {
				ReplyStream<Integer> stream = feeder.open(1);
				stream.fail(new IllegalStateException("boom"));
				return stream;
			}));
		}

	}

}
