package dev.actorspring.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorRef;
import dev.actorspring.properties.Subject.Deed;
import dev.actorspring.properties.Subject.Question;
import dev.actorspring.properties.Subject.Riddle;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.AskOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A reply, a refusal, a crash, the deadline, the asker and a stop race for each request:
 * exactly one of them ends it, for its asker as well as for its probe.
 */
@Timeout(120)
class AskCompletionTests {

	private static final int ROUNDS = 400;

	private static final int ASKS = 8;

	private static final Duration TIMEOUT = Duration.ofMillis(50);

	private final World world = new World(ROUNDS * ASKS * 2, RestartStrategy.ONE_FOR_ONE);

	@AfterEach
	void stop() {
		this.world.system().close();
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("dev.actorspring.properties.Seeds#few")
	void everyRequestEndsOnce(long seed) throws Exception {
		Random random = new Random(seed);
		try (Silence silence = new Silence()) {
			for (int i = 0; i < ROUNDS; i++) {
				race(random);
			}
			this.world.system().close();
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(this.world.ledger().faults()).as("seed %d", seed).isEmpty());
		}
		for (AskOutcome outcome : List.of(AskOutcome.REPLY, AskOutcome.DECLINED, AskOutcome.CRASHED, AskOutcome.TIMEOUT,
				AskOutcome.EXPIRED, AskOutcome.CANCELLED, AskOutcome.TERMINATED)) {
			assertThat(this.world.ledger().measured(outcome)).as("%s, seed %d", outcome, seed).isPositive();
		}
	}

	private void race(Random random) throws InterruptedException {
		Supervisor group = this.world.system().supervisor("group");
		ActorRef<Subject> target = this.world.system().actor("first", Subject.class);
		Queue<CompletableFuture<Integer>> replies = new ConcurrentLinkedQueue<>();
		List<CompletableFuture<Integer>> riddles = new ArrayList<>();
		for (int i = 0; i < ASKS; i++) {
			CompletableFuture<Integer> riddle = new CompletableFuture<>();
			riddles.add(riddle);
			replies.add(this.world.ledger().ask((id) -> target.ask(new Riddle(id, riddle), TIMEOUT)));
		}
		CountDownLatch go = new CountDownLatch(1);
		List<Thread> racers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			racers.add(start(go, action(new Random(random.nextLong()), target, riddles, replies, group)));
		}
		go.countDown();
		if (random.nextBoolean()) {
			this.world.clock().advance(TIMEOUT);
		}
		for (Thread racer : racers) {
			racer.join();
		}
		await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
			this.world.clock().advance(Duration.ofMillis(10));
			return replies.stream().allMatch(CompletableFuture::isDone);
		});
		group.restart("first").exceptionally((running) -> null);
	}

	private static Thread start(CountDownLatch go, Runnable action) {
		return Thread.ofVirtual().start(() -> {
			try {
				go.await();
			}
			catch (InterruptedException ex) {
				return;
			}
			action.run();
		});
	}

	private Runnable action(Random random, ActorRef<Subject> target, List<CompletableFuture<Integer>> riddles,
			Queue<CompletableFuture<Integer>> replies, Supervisor group) {
		return switch (random.nextInt(10)) {
			case 0, 1 -> () -> riddles.forEach((riddle) -> riddle.complete(1));
			case 2 -> () -> riddles.forEach((riddle) -> riddle.completeExceptionally(new Subject.Declined()));
			case 3 -> () -> riddles.getFirst().completeExceptionally(new Subject.Crash());
			case 4 -> () -> replies.forEach((reply) -> reply.cancel(true));
			case 5 -> () -> replies.forEach((reply) -> reply.completeExceptionally(new CancellationException()));
			case 6 -> () -> group.terminate("first").join();
			case 7 -> () -> replies.add(ask(target, Deed.STOP));
			case 8 -> () -> replies.add(ask(target, Deed.CRASH));
			default -> () -> {
				for (int i = 0; i < ASKS / 2; i++) {
					replies.add(ask(target, (i % 2 == 0) ? Deed.NOTHING : Deed.DECLINE));
				}
			};
		};
	}

	private CompletableFuture<Integer> ask(ActorRef<Subject> target, Deed deed) {
		return this.world.ledger().ask((id) -> target.ask(new Question(id, deed), TIMEOUT));
	}

}
