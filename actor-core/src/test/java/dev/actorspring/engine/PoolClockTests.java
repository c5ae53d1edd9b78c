package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.PoolSpec;
import dev.actorspring.engine.Hand.Hold;
import dev.actorspring.engine.Hand.Note;
import dev.actorspring.system.ActorPool;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a pool does by the clock, which moves when the test says so.
 */
class PoolClockTests extends SystemTest {

	private final Hand.Log log = new Hand.Log();

	private ActorPool pool;

	private ActorRef<Hand> start(PoolSpec spec) {
		start((builder) -> builder.timeSource(this.time).actor(Hand.spec(this.log, spec)));
		this.pool = this.system.pool("hands");
		return this.system.actor(Hand.class);
	}

	private List<CompletableFuture<Object>> hold(ActorRef<Hand> hands, int count) {
		List<CompletableFuture<Object>> gates = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			gates.add(new CompletableFuture<>());
			hands.tell(new Hold("h" + i, gates.get(i)));
		}
		return gates;
	}

	@Test
	void noMoreThanTheRateBeginWithinAnyPeriod() {
		ActorRef<Hand> hands = start(PoolSpec.of(4).withRate(3, Duration.ofSeconds(1)));
		hands.tell(new Note("early"));
		await().until(() -> this.log.begun().size() == 1);
		this.time.advance(Duration.ofMillis(900));
		for (int i = 0; i < 7; i++) {
			hands.tell(new Note("n" + i));
		}
		await().until(() -> this.log.begun().size() == 3);
		this.time.advance(Duration.ofMillis(200));
		await().until(() -> this.log.begun().size() == 4);
		assertThat(this.pool.depth()).isEqualTo(4);
		assertThat(this.pool.busy()).isZero();
		this.time.advance(Duration.ofMillis(700));
		assertThat(this.log.begun()).as("as two began in the middle of the second").hasSize(4);
		this.time.advance(Duration.ofMillis(150));
		await().until(() -> this.log.begun().size() == 6);
		this.time.advance(Duration.ofSeconds(2));
		await().until(() -> this.log.begun().size() == 8);
		assertThat(this.log.begun()).doesNotHaveDuplicates();
	}

	@Test
	void rateChangesWhileItRuns() {
		ActorRef<Hand> hands = start(PoolSpec.of(4).withRate(1, Duration.ofHours(1)));
		for (int i = 0; i < 7; i++) {
			hands.tell(new Note("n" + i));
		}
		await().until(() -> this.log.begun().size() == 1);
		this.pool.changeRate(2, Duration.ofSeconds(1));
		await().until(() -> this.log.begun().size() == 3);
		assertThat(this.pool.spec().rate()).isEqualTo(2);
		this.time.advance(Duration.ofMillis(1100));
		await().until(() -> this.log.begun().size() == 5);
		assertThat(this.pool.depth()).isEqualTo(2);
		this.pool.changeRate(0, Duration.ofSeconds(1));
		await().until(() -> this.log.begun().size() == 7);
	}

	@Test
	void growsByOneEachTimeThatAMessageHasWaitedForTooLong() {
		ActorRef<Hand> hands = start(PoolSpec.of(1).withMaxSize(3).withGrowAfter(Duration.ofSeconds(1)));
		List<CompletableFuture<Object>> gates = hold(hands, 6);
		await().until(() -> this.pool.busy() == 1);
		this.time.advance(Duration.ofMillis(900));
		assertThat(this.pool.size()).isOne();
		this.time.advance(Duration.ofMillis(200));
		await().until(() -> this.pool.busy() == 2);
		assertThat(this.pool.size()).isEqualTo(2);
		await().until(() -> {
			this.time.advance(Duration.ofMillis(300));
			return this.pool.busy() == 3;
		});
		this.time.advance(Duration.ofSeconds(5));
		assertThat(this.pool.size()).as("and no further").isEqualTo(3);
		gates.forEach((gate) -> gate.complete(null));
		await().until(() -> this.log.begun().size() == 6);
	}

	@Test
	void shrinksByOneEachTimeThatOneHasBeenIdleForSoLong() {
		ActorRef<Hand> hands = start(PoolSpec.of(1).withMaxSize(3).withShrinkAfter(Duration.ofMinutes(1)));
		this.pool.resize(3);
		List<CompletableFuture<Object>> gates = hold(hands, 3);
		await().until(() -> this.pool.busy() == 3);
		this.time.advance(Duration.ofMinutes(3));
		assertThat(this.pool.size()).as("all are needed").isEqualTo(3);
		gates.get(0).complete(null);
		await().until(() -> this.pool.busy() == 2);
		this.time.advance(Duration.ofSeconds(59));
		assertThat(this.pool.size()).isEqualTo(3);
		this.time.advance(Duration.ofSeconds(2));
		await().until(() -> this.pool.size() == 2);
		assertThat(this.pool.busy()).as("nobody is interrupted").isEqualTo(2);
		gates.forEach((gate) -> gate.complete(null));
		await().until(() -> this.pool.busy() == 0);
		this.time.advance(Duration.ofSeconds(61));
		await().until(() -> this.pool.size() == 1);
		this.time.advance(Duration.ofMinutes(5));
		assertThat(this.pool.size()).as("and no further").isOne();
		await().until(() -> this.system.gauges().iterator().next().active() == 1);
	}

}
