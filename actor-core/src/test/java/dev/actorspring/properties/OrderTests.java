package dev.actorspring.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.KeyedActors;
import dev.actorspring.MailboxFullException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.testing.StandingClock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a sender has sent to an actor, and the mailbox has taken, is handled completely
 * and in that order: across restarts, passivation, refusals and turns that wait.
 */
@Timeout(120)
class OrderTests {

	private static final int SENDERS = 4;

	private static final int EACH = 10_000;

	private static final Duration LONG = Duration.ofDays(3_650);

	private final StandingClock clock = new StandingClock();

	private final Journal journal = new Journal();

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("dev.actorspring.properties.Seeds#few")
	void whatASenderSendsIsHandledInThatOrder(long seed) throws Exception {
		try (Silence silence = new Silence();
				ExecutorService somebody = Executors.newVirtualThreadPerTaskExecutor();
				ActorSystem system = build(somebody);
				Clockwork clockwork = new Clockwork(this.clock, Duration.ofMillis(500))) {
			system.start();
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < SENDERS; i++) {
				Random random = new Random(seed * SENDERS + i);
				Sender sender = new Sender("thread" + i, targets(system), this.journal, random);
				Thread.Builder builder = (i % 2 == 0) ? Thread.ofPlatform() : Thread.ofVirtual();
				threads.add(builder.start(() -> sender.send(EACH)));
				Relay relay = new Relay(new Sender("relay" + i, targets(system), this.journal, random));
				ActorRef<Relay> forwarding = system.spawn(ActorSpec.of("relay" + i, Relay.class, (context) -> relay));
				for (int j = 0; j < EACH / 50; j++) {
					forwarding.tell(new Relay.Forward(50));
				}
			}
			for (Thread thread : threads) {
				thread.join();
			}
			await().atMost(Duration.ofSeconds(60)).until(this.journal::isComplete);
			assertThat(this.journal.differences()).as("seed %d", seed).isEmpty();
			// Else it would prove nothing.
			assertThat(this.journal.refusedCount).as("refused, seed %d", seed).hasPositiveValue();
			assertThat(this.journal.incarnations).as("incarnations, seed %d", seed).hasValueGreaterThan(50);
			assertThat(this.journal.sentBy("relay0")).isGreaterThanOrEqualTo(EACH / 10);
		}
	}

	private ActorSystem build(Executor somebody) {
		return ActorSystem.builder()
			.timeSource(this.clock)
			.actor(spec("small", somebody).withMailboxCapacity(8))
			.actor(spec("endless", somebody).withMailboxCapacity(ActorSpec.UNBOUNDED))
			.actor(spec("compute", somebody).withDispatcher(Dispatcher.COMPUTE))
			.actor(ActorSpec.keyed("keyed", Pupil.class, (context) -> new Pupil(context, this.journal, somebody))
				.withPassivateAfter(Duration.ofMillis(40)))
			.actor(ActorSpec.keyed("keyedCompute", Pupil.class, (context) -> new Pupil(context, this.journal, somebody))
				.withDispatcher(Dispatcher.COMPUTE)
				.withPassivateAfter(Duration.ofMillis(40)))
			.build();
	}

	private ActorSpec<Pupil> spec(String name, Executor somebody) {
		return ActorSpec.of(name, Pupil.class, (context) -> new Pupil(context, this.journal, somebody));
	}

	private static List<ActorRef<Pupil>> targets(ActorSystem system) {
		List<ActorRef<Pupil>> targets = new ArrayList<>();
		for (String name : List.of("small", "endless", "compute")) {
			targets.add(system.actor(name, Pupil.class));
		}
		for (String name : List.of("keyed", "keyedCompute")) {
			KeyedActors<Pupil> family = system.keyed(name, Pupil.class);
			targets.add(family.get("a"));
			targets.add(family.get("b"));
		}
		return targets;
	}

	/**
	 * From whom to whom a message goes. Those that interleave may overtake the others,
	 * but not each other.
	 *
	 * @param sender who sends
	 * @param target the path of the actor
	 * @param interleaved whether it may be handled in the middle of a turn
	 */
	record Way(String sender, String target, boolean interleaved) {

	}

	/**
	 * What was sent, and what was handled, each in its order.
	 */
	private static final class Journal {

		/** Each written by its sender only. */
		private final Map<Way, List<Integer>> accepted = new ConcurrentHashMap<>();

		private final Map<Way, ConcurrentLinkedQueue<Integer>> handled = new ConcurrentHashMap<>();

		private final AtomicInteger acceptedCount = new AtomicInteger();

		private final AtomicInteger handledCount = new AtomicInteger();

		private final AtomicInteger refusedCount = new AtomicInteger();

		private final AtomicInteger incarnations = new AtomicInteger();

		private final AtomicInteger atWork = new AtomicInteger(SENDERS * 2);

		void accepted(Way way, int number) {
			this.accepted.computeIfAbsent(way, (fresh) -> new ArrayList<>()).add(number);
			this.acceptedCount.incrementAndGet();
		}

		void handled(Way way, int number) {
			this.handled.computeIfAbsent(way, (fresh) -> new ConcurrentLinkedQueue<>()).add(number);
			this.handledCount.incrementAndGet();
		}

		void finished() {
			this.atWork.decrementAndGet();
		}

		boolean isComplete() {
			return this.atWork.get() == 0 && this.handledCount.get() >= this.acceptedCount.get();
		}

		int sentBy(String sender) {
			return this.accepted.entrySet()
				.stream()
				.filter((entry) -> entry.getKey().sender().equals(sender))
				.mapToInt((entry) -> entry.getValue().size())
				.sum();
		}

		Map<Way, String> differences() {
			Map<Way, String> differences = new ConcurrentHashMap<>();
			this.accepted.forEach((way, numbers) -> {
				List<Integer> seen = List.copyOf(this.handled.getOrDefault(way, new ConcurrentLinkedQueue<>()));
				for (int i = 0; i < Math.max(numbers.size(), seen.size()); i++) {
					if (i >= numbers.size() || i >= seen.size() || !numbers.get(i).equals(seen.get(i))) {
						differences.put(way,
								"at %d: sent %s, handled %s".formatted(i, around(numbers, i), around(seen, i)));
						return;
					}
				}
			});
			return differences;
		}

		private static List<Integer> around(List<Integer> numbers, int index) {
			return numbers.subList(Math.clamp(index - 3, 0, numbers.size()), Math.clamp(index + 4, 0, numbers.size()));
		}

	}

	/**
	 * Sends numbers to everybody. Used by one thread at a time.
	 */
	private static final class Sender {

		private final String name;

		private final List<ActorRef<Pupil>> targets;

		private final Journal journal;

		private final Random random;

		private int sent;

		Sender(String name, List<ActorRef<Pupil>> targets, Journal journal, Random random) {
			this.name = name;
			this.targets = targets;
			this.journal = journal;
			this.random = random;
		}

		void send(int count) {
			for (int i = 0; i < count; i++) {
				ActorRef<Pupil> target = this.targets.get(this.random.nextInt(this.targets.size()));
				int deed = this.random.nextInt(1_000);
				int number = this.sent++;
				boolean interleaved = this.random.nextInt(4) == 0;
				Way way = new Way(this.name, target.path(), interleaved);
				if (isAccepted(target, way, number, deed)) {
					this.journal.accepted(way, number);
				}
				else {
					this.journal.refusedCount.incrementAndGet();
					Thread.yield();
				}
			}
			if (this.sent == EACH) {
				this.journal.finished();
			}
		}

		private boolean isAccepted(ActorRef<Pupil> target, Way way, int number, int deed) {
			if (way.interleaved()) {
				return target.tryTell(new Pupil.Interleaved(way, number));
			}
			if (number % 2 == 0) {
				return target.tryTell(new Pupil.Told(way, number, deed));
			}
			CompletableFuture<Integer> reply = target.ask(new Pupil.Asked(way, number, deed), LONG);
			return !reply.isCompletedExceptionally() || !(reply.exceptionNow() instanceof MailboxFullException);
		}

	}

	/**
	 * An actor that sends.
	 */
	static class Relay {

		record Forward(int count) implements Message<Relay> {

		}

		private final Sender sender;

		Relay(Sender sender) {
			this.sender = sender;
		}

		@Receive
		void forward(Forward forward) {
			this.sender.send(forward.count());
		}

	}

	/**
	 * An actor that notes what it handles, and now and then crashes, declines, stops or
	 * waits.
	 */
	static class Pupil {

		record Told(Way way, int number, int deed) implements Message<Pupil> {

		}

		record Asked(Way way, int number, int deed) implements Request<Pupil, Integer> {

		}

		record Interleaved(Way way, int number) implements Message<Pupil> {

		}

		private final ActorContext<Pupil> context;

		private final Journal journal;

		private final Executor somebody;

		Pupil(ActorContext<Pupil> context, Journal journal, Executor somebody) {
			this.context = context;
			this.journal = journal;
			this.somebody = somebody;
			journal.incarnations.incrementAndGet();
		}

		@Receive
		void told(Told told) {
			act(told.way(), told.number(), told.deed());
		}

		@Receive
		int asked(Asked asked) {
			act(asked.way(), asked.number(), asked.deed());
			return asked.number();
		}

		@Receive(interleave = true)
		void interleaved(Interleaved message) {
			this.journal.handled(message.way(), message.number());
		}

		private void act(Way way, int number, int deed) {
			this.journal.handled(way, number);
			if (deed == 0) {
				throw new Subject.Crash();
			}
			if (deed == 1) {
				this.context.stop();
			}
			if (deed < 200 && !way.target().startsWith("compute") && !way.target().startsWith("keyedCompute")) {
				this.context.await(CompletableFuture.runAsync(() -> Thread.yield(), this.somebody));
			}
		}

	}

}
