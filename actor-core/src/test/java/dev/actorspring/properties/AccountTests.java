package dev.actorspring.properties;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.ActorRef;
import dev.actorspring.RestartType;
import dev.actorspring.properties.Subject.Deed;
import dev.actorspring.properties.Subject.Note;
import dev.actorspring.properties.Subject.Peek;
import dev.actorspring.properties.Subject.Question;
import dev.actorspring.properties.Subject.Riddle;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.AskOutcome;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Under random load, with everything going wrong that can, each message comes to exactly
 * one end.
 */
@Timeout(120)
class AccountTests {

	private static final int SENDERS = 4;

	private static final int EACH = 8_000;

	private final AtomicReference<Throwable> wrong = new AtomicReference<>();

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("dev.actorspring.properties.Seeds#many")
	void everyMessageHasExactlyOneEnd(long seed) throws Exception {
		Random random = new Random(seed);
		RestartStrategy[] strategies = RestartStrategy.values();
		World world = new World(SENDERS * EACH * 4, strategies[random.nextInt(strategies.length)]);
		CountDownLatch most = new CountDownLatch(SENDERS * EACH * 3 / 4);
		List<Thread> threads = new ArrayList<>();
		try (Silence silence = new Silence();
				Clockwork clockwork = new Clockwork(world.clock(), Duration.ofMillis(20))) {
			for (int i = 0; i < SENDERS; i++) {
				Random own = new Random(seed * SENDERS + i);
				threads.add(start(i, () -> new Sender(world, own).run(most)));
			}
			AtomicInteger finished = new AtomicInteger();
			threads.add(start(0, () -> manage(world, new Random(-seed), finished)));
			most.await();
			world.system().stop(Duration.ofMillis(random.nextInt(200)));
			for (Thread thread : threads.subList(0, SENDERS)) {
				thread.join();
			}
			finished.incrementAndGet();
			threads.getLast().join();
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(
						() -> assertThat(world.ledger().faults()).as("seed %d, %s", seed, world.ledger()).isEmpty());
		}
		assertThat(this.wrong).hasNullValue();
		// Else the load would prove nothing.
		for (AskOutcome outcome : AskOutcome.values()) {
			assertThat(world.ledger().measured(outcome)).as("%s, seed %d", outcome, seed).isPositive();
		}
	}

	private Thread start(int number, Runnable task) {
		Thread.Builder builder = (number % 2 == 0) ? Thread.ofPlatform() : Thread.ofVirtual();
		return builder.start(() -> {
			try {
				task.run();
			}
			catch (Throwable ex) {
				this.wrong.compareAndSet(null, ex);
			}
		});
	}

	/** Stops and starts the supervised actors as an operator would. */
	private static void manage(World world, Random random, AtomicInteger finished) {
		Supervisor group = world.system().supervisor("group");
		while (finished.get() == 0) {
			String child = World.SUPERVISED.get(random.nextInt(World.SUPERVISED.size()));
			CompletableFuture<?> done = random.nextBoolean() ? group.terminate(child) : group.restart(child);
			done.exceptionally((refused) -> null).join();
		}
	}

	/**
	 * One thread that sends.
	 */
	private static final class Sender {

		private static final int WITHDRAWN_LATER = 16;

		private final World world;

		private final Random random;

		private final Deque<CompletableFuture<Integer>> riddles = new ArrayDeque<>();

		private final Deque<CompletableFuture<Integer>> asked = new ArrayDeque<>();

		Sender(World world, Random random) {
			this.world = world;
			this.random = random;
		}

		void run(CountDownLatch most) {
			for (int i = 0; i < EACH && !this.world.ledger().isFull(); i++) {
				send();
				most.countDown();
			}
			while (most.getCount() > 0) {
				most.countDown();
			}
		}

		private void send() {
			Ledger ledger = this.world.ledger();
			ActorRef<Subject> target = this.world.any(this.random.nextInt(1 << 20));
			Deed deed = deed();
			switch (this.random.nextInt(10)) {
				case 0, 1, 2 -> ledger.tell(target, (id) -> new Note(id, deed));
				case 3 -> ledger.tryTell(target, (id) -> new Note(id, deed));
				case 4, 5 -> asked(ledger.ask((id) -> target.ask(new Question(id, deed), timeout())));
				case 6 -> asked(ledger.ask((id) -> target.ask(new Question(id, deed))));
				case 7 -> asked(ledger.ask((id) -> target.ask(new Peek(id, interleaved(deed)), timeout())));
				case 8 -> {
					CompletableFuture<Integer> answer = new CompletableFuture<>();
					withdrawLater(ledger.ask((id) -> target.ask(new Riddle(id, answer), timeout())));
					this.riddles.add(answer);
				}
				default -> settle();
			}
		}

		private Deed deed() {
			return switch (this.random.nextInt(100)) {
				case 0 -> Deed.CRASH;
				case 1 -> (this.random.nextInt(3) == 0) ? Deed.STOP : Deed.CRASH;
				case 2, 3, 4, 5 -> Deed.SPAWN;
				case 6, 7, 8, 9, 10 -> Deed.ASK;
				case 11, 12, 13, 14, 15, 16, 17, 18 -> Deed.DECLINE;
				case 19, 20, 21, 22, 23, 24, 25 -> Deed.TELL;
				default -> Deed.NOTHING;
			};
		}

		private static Deed interleaved(Deed deed) {
			return (deed != Deed.ASK) ? deed : Deed.NOTHING;
		}

		private Duration timeout() {
			return Duration.ofMillis(this.random.nextBoolean() ? 1 + this.random.nextInt(100) : 5_000);
		}

		/** Waits now and then, so that it does not only send to full mailboxes. */
		private void asked(CompletableFuture<Integer> reply) {
			if (this.random.nextInt(20) == 0) {
				reply.handle((value, failure) -> 0).join();
			}
			withdrawLater(reply);
		}

		private void withdrawLater(CompletableFuture<Integer> reply) {
			this.asked.add(reply);
			if (this.asked.size() > WITHDRAWN_LATER) {
				CompletableFuture<Integer> old = this.asked.remove();
				if (this.random.nextInt(4) == 0) {
					old.cancel(false);
				}
			}
		}

		/** Answers what somebody waits for, in one of the ways there are, or never. */
		private void settle() {
			CompletableFuture<Integer> answer = this.riddles.poll();
			if (answer != null) {
				switch (this.random.nextInt(5)) {
					case 0 -> answer.completeExceptionally(new Subject.Declined());
					case 1 -> answer.completeExceptionally(new Subject.Crash());
					case 2 -> spawn();
					default -> answer.complete(1);
				}
			}
		}

		private void spawn() {
			try {
				this.world.add(this.world.system()
					.spawn(Subject.spec("passer" + this.random.nextLong(), this.world)
						.withRestart(RestartType.TEMPORARY)));
			}
			catch (IllegalStateException ex) {
				// It has been stopped.
			}
		}

	}

}
