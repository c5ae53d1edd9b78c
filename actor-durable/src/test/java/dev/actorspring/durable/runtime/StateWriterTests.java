package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.durable.StateRefusedException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.test.InMemoryStateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One bad thing does not keep the writer from writing all the others.
 */
class StateWriterTests {

	record Count(int value) {

	}

	private static final Duration LONG = Duration.ofSeconds(30);

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final StateType<Count> type = StateType.of(Count.class, "count", 1);

	private final Background closing = new Background();

	private final StoreBreaker breaker = new StoreBreaker(this.store, this.closing);

	private Thread thread;

	@AfterEach
	void stop() throws InterruptedException {
		this.closing.close();
		this.thread.join();
	}

	private StateWriter start(DurableListener listener) {
		StateWriter writer = new StateWriter(this.store, this.closing, this.breaker, Tenures.NONE, listener,
				LONG.toNanos());
		this.thread = Thread.ofPlatform().daemon().start(writer::run);
		return writer;
	}

	private StateSlot<Count> slot(String key, StateWriter writer) {
		StateSlot<Count> fresh = new StateSlot<>(new StateKey("counter", key), Tenures.NOWHERE, this.type, writer,
				(settled) -> {
				});
		fresh.load(null, null, Map.of());
		return fresh;
	}

	private CompletableFuture<Void> set(StateSlot<Count> slot, int value, Map<String, Alarm> alarms) {
		Segment<Count> segment = new Segment<>(slot.changes(), false);
		Count state = new Count(value);
		segment.set(state, this.type.encode(state));
		segment.alarms(alarms);
		// Taken before, as the write may be over when it has ended.
		CompletableFuture<Void> gate = segment.gate();
		slot.end(segment);
		return gate;
	}

	@Test
	void listenerThatFailsHasNothingWrittenAgain() {
		StateWriter writer = start(new DurableListener() {

			@Override
			public void written(int rows, int turns, long nanos) {
				throw new IllegalStateException("listener");
			}

		});
		StateSlot<Count> slot = slot("a", writer);
		assertThat(set(slot, 1, Map.of())).succeedsWithin(LONG);
		assertThat(set(slot, 2, Map.of())).succeedsWithin(LONG);
		assertThat(set(slot("b", writer), 3, Map.of())).succeedsWithin(LONG);
		assertThat(this.store.batches()).isEqualTo(3);
		assertThat(this.breaker.isOpen()).isFalse();
	}

	@Test
	void errorOfTheStoreIsTriedAgainLikeAnyOther() {
		StateWriter writer = start(DurableListener.NONE);
		int[] left = { 2 };
		this.store.failWrites(() -> {
			if (--left[0] == 0) {
				this.store.failWrites(false);
			}
			throw new NoClassDefFoundError("of a driver");
		});
		assertThat(set(slot("a", writer), 1, Map.of())).succeedsWithin(LONG);
		assertThat(this.store.row(new StateKey("counter", "a"))).isPresent();
	}

	@Test
	@SuppressWarnings("NullAway") // on purpose
	void whatCannotBeEncodedFailsByItself() {
		StateWriter writer = start(DurableListener.NONE);
		CompletableFuture<Void> bad = set(slot("bad", writer), 1, Map.of("x", new Alarm("x", null, "ring", "{}")));
		assertThat(bad).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(StateRefusedException.class);
		assertThat(set(slot("good", writer), 2, Map.of())).succeedsWithin(LONG);
	}

}
