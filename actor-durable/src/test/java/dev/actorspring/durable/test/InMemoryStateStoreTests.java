package dev.actorspring.durable.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.PartitionSet;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StateWrite.Mark;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.store.WriteOutcome;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class InMemoryStateStoreTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private static final StateKey KEY = new StateKey("stock", "a");

	private static final StoredReply REPLY = new StoredReply(new StoredReply.Id(KEY, "k1"),
			new StoredReply.Content("f", "{}"));

	private final InMemoryStateStore store = new InMemoryStateStore();

	@BeforeEach
	void stopTheClock() {
		this.store.setTime(START);
	}

	@Test
	void aFirstWriteIsLoaded() throws Exception {
		Mark first = mark(1);
		assertThat(write(KEY, null, first, "1")).isInstanceOf(WriteOutcome.Written.class);
		assertThat(this.store.load(List.of(KEY, KEY, new StateKey("stock", "b"))))
			.containsExactly(new StoredState(KEY, 1, first.writeId(), value("1", null), START));
	}

	@Test
	void theSameWriteAgainCountsOnce() throws Exception {
		Mark first = mark(1);
		write(KEY, null, first, "1");
		this.store.advance(Duration.ofSeconds(1));
		assertThat(write(KEY, null, first, "1")).isInstanceOf(WriteOutcome.Written.class);
		assertThat(this.store.row(KEY)).get().extracting(StoredState::changed).isEqualTo(START);
	}

	@Test
	void aWriteUponAnotherStateConflicts() throws Exception {
		Mark first = mark(1);
		write(KEY, null, first, "1");
		assertThat(write(KEY, null, mark(1), "x")).isInstanceOf(WriteOutcome.Conflict.class);
		assertThat(write(KEY, mark(1), mark(2), "x")).isInstanceOf(WriteOutcome.Conflict.class);
		assertThat(write(new StateKey("stock", "b"), mark(1), mark(2), "x")).isInstanceOf(WriteOutcome.Conflict.class);
		write(KEY, first, mark(2), "2");
		assertThat(write(KEY, first, mark(2), "x")).isInstanceOf(WriteOutcome.Conflict.class);
		assertThat(this.store.row(KEY)).get().extracting((row) -> row.value().state()).isEqualTo("2");
	}

	@Test
	void aWriteThatOthersMayHaveWrittenUponIsUnknownWithoutItsReply() throws Exception {
		Mark first = mark(1);
		Mark second = mark(2);
		write(KEY, null, first, "1");
		StateWrite withReply = new StateWrite(KEY, first, second, value("2", null), List.of(REPLY));
		this.store.write(List.of(withReply), Set.of());
		write(KEY, second, mark(3), "3");
		assertThat(this.store.write(List.of(withReply), Set.of()).getFirst()).isInstanceOf(WriteOutcome.Written.class);
		assertThat(write(KEY, first, second, "2")).isInstanceOf(WriteOutcome.Unknown.class);
		assertThat(this.store.row(KEY)).get().extracting(StoredState::version).isEqualTo(3L);
	}

	@Test
	void repliesAreKeptOnlyWithTheirWrite() throws Exception {
		write(KEY, null, mark(1), "1");
		this.store.write(List.of(new StateWrite(KEY, mark(1), mark(2), value("2", null), List.of(REPLY))), Set.of());
		assertThat(this.store.storedReplies()).isEmpty();
		StateKey other = new StateKey("stock", "b");
		StoredReply reply = new StoredReply(new StoredReply.Id(other, "k1"), REPLY.outcome());
		this.store.write(List.of(new StateWrite(other, null, mark(1), value("2", null), List.of(reply))), Set.of());
		assertThat(this.store.replies(List.of(REPLY.id(), reply.id()))).containsExactly(reply);
	}

	@Test
	void aKeyTwiceInABatchIsAMistake() {
		StateWrite write = new StateWrite(KEY, null, mark(1), value("1", null), List.of());
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.write(List.of(write, write), Set.of()));
	}

	@Test
	void aTombstoneKeepsALateInsertAway() throws Exception {
		Mark first = mark(1);
		write(KEY, null, first, "1");
		write(KEY, first, mark(2), null);
		assertThat(write(KEY, null, mark(1), "x")).isInstanceOf(WriteOutcome.Unknown.class);
		assertThat(this.store.load(List.of(KEY))).hasSize(1);
		assertThat(this.store.list("stock", null, 10)).isEmpty();
		assertThat(this.store.count("stock")).isZero();
	}

	@Test
	void oldTombstonesAndRepliesArePurged() throws Exception {
		Mark first = mark(1);
		this.store.write(List.of(new StateWrite(KEY, null, first, value("1", null), List.of(REPLY))), Set.of());
		write(KEY, first, mark(2), null);
		write(new StateKey("stock", "b"), null, mark(1), "1");
		this.store.advance(Duration.ofHours(1));
		assertThat(this.store.purge(Duration.ofHours(2), Duration.ofHours(2), 10)).isZero();
		assertThat(this.store.purge(Duration.ofHours(1), Duration.ofHours(2), 10)).isOne();
		assertThat(this.store.purge(Duration.ofHours(1), Duration.ofHours(1), 10)).isOne();
		assertThat(this.store.rows()).extracting((row) -> row.key().key()).containsExactly("b");
		assertThat(this.store.storedReplies()).isEmpty();
	}

	@Test
	void rowsAreListedInTheOrderOfUtf8() throws Exception {
		List<String> keys = List.of("", "A", "a", "a ", "aa", "é", "\uffee", "\ud83d\ude00", "\ud83d\ude00a",
				"\ud83d\ude01");
		for (String key : keys.reversed()) {
			write(new StateKey("stock", key), null, mark(1), "1");
			write(new StateKey("stocks", key), null, mark(1), "1");
		}
		assertThat(this.store.list("stock", null, 100)).extracting((row) -> row.key().key())
			.containsExactlyElementsOf(keys);
		assertThat(this.store.list("stock", "a ", 2)).extracting((row) -> row.key().key()).containsExactly("aa", "é");
		assertThat(this.store.count("stock")).isEqualTo(keys.size());
	}

	@Test
	void alarmsAreFoundWhenTheyAreDue() throws Exception {
		alarm("late", START.plusSeconds(10));
		alarm("early", START.plusSeconds(5));
		alarm("far", START.plusSeconds(1000));
		assertThat(due(null, 10)).isEmpty();
		this.store.advance(Duration.ofSeconds(10));
		assertThat(this.store.due(List.of("other"), null, 10, Duration.ofSeconds(30))).isEmpty();
		assertThat(due(new PartitionSet(256, List.of()), 10)).isEmpty();
		assertThat(due(null, 1)).containsExactly("early");
		assertThat(due(partitionsOf("late", "early"), 10)).containsExactly("late");
		assertThat(due(null, 10)).isEmpty();
		this.store.postpone(new StateKey("stock", "early"), Duration.ofSeconds(60));
		this.store.advance(Duration.ofSeconds(30));
		assertThat(due(null, 10)).containsExactly("late");
		this.store.advance(Duration.ofSeconds(30));
		assertThat(due(null, 10)).containsExactly("early", "late");
	}

	@Test
	void aLeaseHasOneOwner() throws Exception {
		Lease lease = this.store.acquire("all", "one", Duration.ofSeconds(10), false).orElseThrow();
		assertThat(lease.left()).isEqualTo(Duration.ofSeconds(10));
		assertThat(this.store.acquire("all", "two", Duration.ofSeconds(10), false)).isEmpty();
		assertThat(this.store.renew(lease.fence(), Duration.ofSeconds(10)).orElseThrow().wanted()).isFalse();
		assertThat(this.store.acquire("all", "two", Duration.ofSeconds(10), true)).isEmpty();
		assertThat(this.store.renew(lease.fence(), Duration.ofSeconds(10)).orElseThrow().wanted()).isTrue();
		this.store.release(lease.fence());
		Lease next = this.store.acquire("all", "two", Duration.ofSeconds(10), false).orElseThrow();
		assertThat(next.fence().epoch()).isGreaterThan(lease.fence().epoch());
		assertThat(next.wanted()).isFalse();
		assertThat(this.store.renew(lease.fence(), Duration.ofSeconds(10))).isEmpty();
		this.store.release(lease.fence());
		assertThat(this.store.renew(next.fence(), Duration.ofSeconds(10))).isPresent();
	}

	@Test
	void aLeaseThatHasRunOutIsTaken() throws Exception {
		Lease lease = this.store.acquire("all", "one", Duration.ofSeconds(10), false).orElseThrow();
		this.store.advance(Duration.ofSeconds(10));
		assertThat(this.store.renew(lease.fence(), Duration.ofSeconds(5))).isPresent();
		assertThat(this.store.acquire("all", "two", Duration.ofSeconds(10), false)).isEmpty();
		this.store.advance(Duration.ofSeconds(5));
		assertThat(this.store.acquire("all", "two", Duration.ofSeconds(10), false)).isPresent();
		assertThat(this.store.renew(lease.fence(), Duration.ofSeconds(5))).isEmpty();
	}

	@Test
	void theOwnerThatAcquiresAgainHasANewEpoch() throws Exception {
		Lease lease = this.store.acquire("all", "one", Duration.ofSeconds(10), false).orElseThrow();
		Lease again = this.store.acquire("all", "one", Duration.ofSeconds(10), false).orElseThrow();
		assertThat(again.fence().epoch()).isEqualTo(lease.fence().epoch() + 1);
	}

	@Test
	void aFormerOwnerCannotWrite() throws Exception {
		Lease lease = this.store.acquire("all", "one", Duration.ofSeconds(10), false).orElseThrow();
		Lease.Fence seized = this.store.seize("all", "two");
		StateWrite write = new StateWrite(KEY, null, mark(1), value("1", null), List.of());
		assertThatExceptionOfType(FencedException.class)
			.isThrownBy(() -> this.store.write(List.of(write), Set.of(lease.fence())))
			.satisfies((ex) -> assertThat(ex.fence()).isEqualTo(lease.fence()));
		assertThat(this.store.rows()).isEmpty();
		this.store.write(List.of(write), Set.of(seized));
		assertThat(this.store.rows()).hasSize(1);
	}

	@Test
	void aHeldWriteIsFencedWhenItGoesOn() throws Exception {
		Lease lease = this.store.acquire("all", "one", Duration.ofSeconds(10), false).orElseThrow();
		this.store.holdWrites();
		CompletableFuture<List<WriteOutcome>> writing = async(
				new StateWrite(KEY, null, mark(1), value("1", null), List.of()), Set.of(lease.fence()));
		await().until(() -> this.store.heldBatches() == 1);
		this.store.seize("all", "two");
		assertThat(this.store.load(List.of(KEY))).isEmpty();
		this.store.releaseWrites();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(writing::get)
			.withCauseInstanceOf(FencedException.class);
		assertThat(this.store.rows()).isEmpty();
	}

	@Test
	void heldWritesGoOnWhenTheyAreReleased() throws Exception {
		this.store.holdWrites();
		CompletableFuture<List<WriteOutcome>> writing = async(
				new StateWrite(KEY, null, mark(1), value("1", null), List.of()), Set.of());
		await().until(() -> this.store.heldBatches() == 1);
		assertThat(writing).isNotDone();
		this.store.releaseWrites();
		assertThat(writing.get()).containsExactly(new WriteOutcome.Written());
	}

	@Test
	void failuresAreInjected() throws Exception {
		this.store.failWrites(true);
		fails(() -> write(KEY, null, mark(1), "1"));
		this.store.failWrites(false);
		this.store.failLoads(() -> new StoreException("mine", null));
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.store.load(List.of(KEY)))
			.withMessage("mine");
		this.store.failLoads(false);
		this.store.failEverything(true);
		fails(() -> write(KEY, null, mark(1), "1"));
		fails(() -> this.store.load(List.of(KEY)));
		fails(this.store::now);
		fails(() -> this.store.seize("all", "one"));
		this.store.failEverything(false);
		assertThat(this.store.rows()).isEmpty();
		assertThat(write(KEY, null, mark(1), "1")).isInstanceOf(WriteOutcome.Written.class);
		assertThat(this.store.batches()).isEqualTo(3);
		assertThat(this.store.writes()).isOne();
		assertThat(this.store.loads()).isEqualTo(2);
	}

	@Test
	void aLostConnectionLeavesTheOutcomeOpen() throws Exception {
		Mark first = mark(1);
		this.store.loseConnectionBeforeCommit(1);
		fails(() -> write(KEY, null, first, "1"));
		assertThat(this.store.rows()).isEmpty();
		this.store.loseConnectionAfterCommit(1);
		fails(() -> write(KEY, null, first, "1"));
		assertThat(this.store.rows()).hasSize(1);
		assertThat(write(KEY, null, first, "1")).isInstanceOf(WriteOutcome.Written.class);
	}

	@Test
	void oneRowIsRefusedOrPutOffWithoutItsNeighbours() throws Exception {
		StateKey other = new StateKey("stock", "b");
		this.store.refuse(KEY);
		this.store.lock(other, 1);
		List<StateWrite> batch = List.of(new StateWrite(KEY, null, mark(1), value("1", null), List.of()),
				new StateWrite(other, null, mark(1), value("1", null), List.of()),
				new StateWrite(new StateKey("stock", "c"), null, mark(1), value("1", null), List.of()));
		assertThat(this.store.write(batch, Set.of())).extracting((it) -> it.getClass().getSimpleName())
			.containsExactly("Refused", "Again", "Written");
		this.store.accept(KEY);
		assertThat(this.store.write(batch, Set.of())).containsOnly(new WriteOutcome.Written());
	}

	@Test
	void concurrentWritesOfOneKeyHaveOneWinner() {
		List<CompletableFuture<List<WriteOutcome>>> writing = IntStream.range(0, 20)
			.mapToObj((i) -> async(new StateWrite(KEY, null, mark(1), value("1", null), List.of()), Set.of()))
			.toList();
		assertThat(writing.stream().map(CompletableFuture::join).flatMap(List::stream))
			.filteredOn((it) -> it instanceof WriteOutcome.Written)
			.hasSize(1);
	}

	private void fails(ThrowingCallable call) {
		assertThatExceptionOfType(StoreException.class).isThrownBy(call).withMessageContaining("as the test wants");
	}

	private CompletableFuture<List<WriteOutcome>> async(StateWrite write, Set<Lease.Fence> fences) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return this.store.write(List.of(write), fences);
			}
			catch (FencedException | StoreException ex) {
				throw new CompletionException(ex);
			}
		});
	}

	private WriteOutcome write(StateKey key, @Nullable Mark seen, Mark next, @Nullable String state)
			throws FencedException, StoreException {
		return this.store.write(List.of(new StateWrite(key, seen, next, value(state, null), List.of())), Set.of())
			.getFirst();
	}

	private void alarm(String key, Instant time) throws FencedException, StoreException {
		this.store.write(
				List.of(new StateWrite(new StateKey("stock", key), null, mark(1), value("1", time), List.of())),
				Set.of());
	}

	private static PartitionSet partitionsOf(String... keys) {
		return new PartitionSet(256,
				Stream.of(keys).map((key) -> new StateKey("stock", key).placedHash() % 256).toList());
	}

	private List<String> due(@Nullable PartitionSet partitions, int limit) throws StoreException {
		return this.store.due(List.of("stock"), partitions, limit, Duration.ofSeconds(30))
			.stream()
			.map(StateKey::key)
			.toList();
	}

	private static Mark mark(long version) {
		return new Mark(version, UUID.randomUUID());
	}

	private static StoredState.Value value(@Nullable String state, @Nullable Instant nextAlarm) {
		return new StoredState.Value("stock-level", 1, state, (nextAlarm != null) ? "[]" : null, nextAlarm);
	}

}
