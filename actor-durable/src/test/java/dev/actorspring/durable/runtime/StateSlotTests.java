package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.test.InMemoryStateStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a slot makes of writes that come to an end after they were lost, as with a lease
 * that was lost and taken again while one was under way.
 */
class StateSlotTests {

	record Count(int value) {

	}

	private final StateType<Count> type = StateType.of(Count.class, "count", 1);

	private final WriteMarks marks = new WriteMarks();

	private final StateSlot<Count> slot = slot();

	private final StateConflictException conflict = new StateConflictException("counter/a", "lost", null);

	private StateSlot<Count> slot() {
		InMemoryStateStore store = new InMemoryStateStore();
		Background closing = new Background();
		StateWriter writer = new StateWriter(store, closing, new StoreBreaker(store, closing), Tenures.NONE,
				DurableListener.NONE, Duration.ofSeconds(30).toNanos());
		StateSlot<Count> fresh = new StateSlot<>(new StateKey("counter", "a"), Tenures.NOWHERE, this.type, writer,
				(key) -> {
				});
		fresh.load(null, null, Map.of());
		return fresh;
	}

	private CompletableFuture<Void> set(int value) {
		Segment<Count> segment = new Segment<>(this.slot.changes(), false);
		Count state = new Count(value);
		segment.set(state, this.type.encode(state));
		this.slot.end(segment);
		CompletableFuture<Void> gate = this.slot.gate();
		assertThat(gate).isNotNull();
		return gate;
	}

	private StateWrite next() {
		StateWrite write = this.slot.next(this.marks, System.nanoTime());
		assertThat(write).isNotNull();
		return write;
	}

	@Test
	void writeThatWasLostDoesNotStandForTheOneThatIsUnderWayNow() {
		CompletableFuture<Void> first = set(1);
		StateWrite lost = next();
		this.slot.loseAll(this.conflict, this.conflict);
		assertThat(first).isCompletedExceptionally();
		this.slot.load(null, null, Map.of());
		CompletableFuture<Void> second = set(2);
		StateWrite now = next();
		assertThat(this.slot.underWay(lost)).isNull();
		this.slot.written(lost);
		assertThat(second).as("is not in the store").isNotDone();
		assertThat(this.slot.underWay(now)).extracting(Unwritten::segments).isEqualTo(1);
		this.slot.written(now);
		assertThat(second).isCompleted();
	}

	@Test
	void failureOfAWriteThatWasLostDoesNotTakeTheNextOneAlong() {
		set(1);
		StateWrite lost = next();
		this.slot.loseAll(this.conflict, this.conflict);
		this.slot.load(null, null, Map.of());
		CompletableFuture<Void> second = set(2);
		StateWrite now = next();
		this.slot.lose(lost, this.conflict, this.conflict);
		assertThat(this.slot.lost()).isNull();
		this.slot.written(now);
		assertThat(second).isCompleted();
	}

}
