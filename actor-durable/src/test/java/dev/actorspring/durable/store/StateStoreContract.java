package dev.actorspring.durable.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What has to hold for every {@link StateStore}. Whoever implements one extends this
 * class. Tests have actors and leases of their own, so that one store does for all.
 */
public abstract class StateStoreContract {

	/** Longer than any test takes. */
	protected static final Duration LONG = Duration.ofHours(1);

	protected static final Set<Lease.Fence> NO_FENCES = Set.of();

	/** The actor of this test. */
	protected String actor = "";

	/**
	 * The store that is tried.
	 * @return always the same, or one with the same content
	 */
	protected abstract StateStore store() throws StoreException;

	@BeforeEach
	void takeOwnName() {
		this.actor = "actor-" + UUID.randomUUID();
	}

	// Rows

	@Test
	void nothingIsLoadedWhereNothingIs() throws Exception {
		assertThat(store().load(List.of(key("a"), key("b")))).isEmpty();
		assertThat(store().load(List.of())).isEmpty();
	}

	@Test
	void whatIsWrittenIsLoaded() throws Exception {
		Instant alarm = Instant.now().plus(LONG).truncatedTo(ChronoUnit.MICROS);
		StoredState.Value value = new StoredState.Value("level", 7, "{\"text\":\"\u00e4 \ud83d\ude00 ' \\\\ \\\"\"}",
				"{\"a\":1}", alarm);
		StateWrite write = write(key("a"), null, mark(1), value);
		assertThat(written(write)).containsExactly(new WriteOutcome.Written());
		StoredState loaded = load("a");
		assertThat(loaded.value()).isEqualTo(value);
		assertThat(loaded.version()).isEqualTo(1);
		assertThat(loaded.writeId()).isEqualTo(write.next().writeId());
	}

	@Test
	void whatIsNotThereStaysAway() throws Exception {
		StoredState.Value value = new StoredState.Value("level", 1, null, "{}", Instant.EPOCH);
		written(write(key("a"), null, mark(1), value));
		assertThat(load("a").value()).isEqualTo(value);
		StoredState.Value next = value("{}");
		written(write(key("a"), markOf("a"), mark(2), next));
		assertThat(load("a").value()).isEqualTo(next);
	}

	@Test
	void actorWithoutKeysHasRow() throws Exception {
		written(insert("", "{}"));
		assertThat(load("").key()).isEqualTo(key(""));
	}

	@Test
	void timeOfChangeIsThatOfTheStore() throws Exception {
		Instant before = store().now();
		written(insert("a", "{}"));
		Instant after = store().now();
		assertThat(load("a").changed()).isBetween(before, after);
	}

	@Test
	void alarmIsNotEarlierThanSaid() throws Exception {
		Instant alarm = Instant.ofEpochSecond(2_000_000_000, 1);
		written(write(key("a"), null, mark(1), new StoredState.Value("level", 1, "{}", "{}", alarm)));
		assertThat(load("a").value().nextAlarm()).isAfterOrEqualTo(alarm).isBefore(alarm.plusMillis(2));
	}

	@Test
	void rowIsUpdatedFromWhatWasSeen() throws Exception {
		StateWrite first = insert("a", "1");
		written(first);
		assertThat(written(write(key("a"), first.next(), mark(2), value("2"))))
			.containsExactly(new WriteOutcome.Written());
		assertThat(load("a").value().state()).isEqualTo("2");
		assertThat(load("a").version()).isEqualTo(2);
	}

	@Test
	void manyRowsAreWrittenAndLoadedAtOnce() throws Exception {
		List<StateWrite> writes = IntStream.range(0, 700)
			.mapToObj((i) -> withReply(insert("key-" + i, "" + i), "id-" + i))
			.toList();
		assertThat(store().write(writes, NO_FENCES)).hasSize(700).containsOnly(new WriteOutcome.Written());
		assertThat(store().load(writes.stream().map(StateWrite::key).toList())).hasSize(700)
			.allSatisfy((row) -> assertThat(row.key().key()).isEqualTo("key-" + row.value().state()));
		assertThat(store().replies(writes.stream().map((write) -> write.replies().getFirst().id()).toList()))
			.hasSize(700);
	}

	@Test
	void rowsOfSeveralActorsAreLoadedAtOnce() throws Exception {
		StateKey other = new StateKey(this.actor + "-2", "b");
		written(insert("a", "1"), write(other, null, mark(1), value("2")));
		assertThat(store().load(List.of(key("a"), key("b"), other))).extracting(StoredState::key)
			.containsExactlyInAnyOrder(key("a"), other);
	}

	@Test
	void outcomesAreInTheOrderOfTheWrites() throws Exception {
		written(insert("b", "1"));
		assertThat(written(insert("c", "2"), insert("b", "2"), insert("a", "2")))
			.containsExactly(new WriteOutcome.Written(), new WriteOutcome.Conflict(), new WriteOutcome.Written());
	}

	@Test
	void emptyBatchComesToNothing() throws Exception {
		assertThat(store().write(List.of(), NO_FENCES)).isEmpty();
	}

	// Compare and set

	@Test
	void insertWhereRowIsConflicts() throws Exception {
		written(insert("a", "1"));
		assertThat(written(insert("a", "2"))).containsExactly(new WriteOutcome.Conflict());
		assertThat(load("a").value().state()).isEqualTo("1");
	}

	@Test
	void updateFromAnotherWriteConflicts() throws Exception {
		written(insert("a", "1"));
		assertThat(written(write(key("a"), mark(1), mark(2), value("2")))).containsExactly(new WriteOutcome.Conflict());
		assertThat(load("a").value().state()).isEqualTo("1");
	}

	@Test
	void updateFromAnOlderVersionConflicts() throws Exception {
		StateWrite first = insert("a", "1");
		written(first);
		written(write(key("a"), first.next(), mark(2), value("2")));
		assertThat(written(write(key("a"), first.next(), mark(2), value("3"))))
			.containsExactly(new WriteOutcome.Conflict());
		assertThat(load("a").value().state()).isEqualTo("2");
	}

	@Test
	void updateWhereNoRowIsConflicts() throws Exception {
		assertThat(written(write(key("a"), mark(1), mark(2), value("2")))).containsExactly(new WriteOutcome.Conflict());
		assertThat(store().load(List.of(key("a")))).isEmpty();
	}

	@Test
	void repeatedWriteCountsOnce() throws Exception {
		StateWrite first = insert("a", "1");
		StateWrite second = write(key("a"), first.next(), mark(2), value("2"));
		for (StateWrite write : List.of(first, second)) {
			assertThat(written(write)).containsExactly(new WriteOutcome.Written());
			assertThat(written(write)).containsExactly(new WriteOutcome.Written());
			assertThat(load("a").version()).isEqualTo(write.next().version());
		}
	}

	@Test
	void nobodyKnowsWhenOthersHaveWrittenSince() throws Exception {
		StateWrite first = insert("a", "1");
		StateWrite second = write(key("a"), first.next(), mark(2), value("2"));
		written(first);
		written(second);
		written(write(key("a"), second.next(), mark(3), value("3")));
		assertThat(written(second)).containsExactly(new WriteOutcome.Unknown());
		assertThat(written(first)).containsExactly(new WriteOutcome.Unknown());
	}

	@Test
	void replyTellsThatTheWriteWasThere() throws Exception {
		StateWrite first = withReply(insert("a", "1"), "id");
		written(first);
		StateWrite second = write(key("a"), first.next(), mark(2), value("2"));
		written(second);
		assertThat(written(first)).containsExactly(new WriteOutcome.Written());
		assertThat(load("a").value().state()).isEqualTo("2");
	}

	@Test
	void missingReplyTellsNothing() throws Exception {
		StateWrite first = insert("a", "1");
		written(first);
		written(write(key("a"), first.next(), mark(2), value("2")));
		assertThat(written(withReply(insert("a", "3"), "id"))).containsExactly(new WriteOutcome.Unknown());
		assertThat(store().replies(List.of(new StoredReply.Id(key("a"), "id")))).isEmpty();
	}

	@Test
	void conflictLeavesTheRestOfTheBatchAlone() throws Exception {
		StateWrite a = insert("a", "1");
		StateWrite c = insert("c", "1");
		written(a, insert("b", "1"), c);
		assertThat(written(withReply(write(key("a"), a.next(), mark(2), value("2")), "id"),
				withReply(write(key("b"), mark(1), mark(2), value("2")), "id"),
				withReply(write(key("c"), c.next(), mark(2), value("2")), "id"), withReply(insert("d", "2"), "id")))
			.containsExactly(new WriteOutcome.Written(), new WriteOutcome.Conflict(), new WriteOutcome.Written(),
					new WriteOutcome.Written());
		assertThat(states()).containsExactlyInAnyOrderEntriesOf(Map.of("a", "2", "b", "1", "c", "2", "d", "2"));
		assertThat(store().replies(ids("id", "a", "b", "c", "d"))).extracting((reply) -> reply.id().key().key())
			.containsExactlyInAnyOrder("a", "c", "d");
	}

	@Test
	void updatesOfTwoWritersAreNotLost() throws Exception {
		int keys = 8;
		Map<String, Integer> applied = new ConcurrentHashMap<>();
		together(2, (writer) -> {
			for (int round = 0; round < 25; round++) {
				increment(keys).forEach((key) -> applied.merge(key, 1, Integer::sum));
			}
			return true;
		});
		assertThat(states().entrySet()).hasSize(keys)
			.allSatisfy((row) -> assertThat(Integer.parseInt(row.getValue())).isEqualTo(applied.get(row.getKey())));
	}

	private List<String> increment(int keys) throws Exception {
		List<StateKey> all = new ArrayList<>(IntStream.range(0, keys).mapToObj((i) -> key("key-" + i)).toList());
		Collections.shuffle(all);
		Map<StateKey, StoredState> seen = store().load(all)
			.stream()
			.collect(Collectors.toMap(StoredState::key, Function.identity()));
		List<StateWrite> writes = all.stream().map((key) -> {
			StoredState row = seen.get(key);
			return (row != null)
					? write(key, new StateWrite.Mark(row.version(), row.writeId()), mark(row.version() + 1),
							value("" + (Integer.parseInt("" + row.value().state()) + 1)))
					: write(key, null, mark(1), value("1"));
		}).toList();
		List<WriteOutcome> outcomes = store().write(writes, NO_FENCES);
		assertThat(outcomes).doesNotHaveAnyElementsOfTypes(WriteOutcome.Again.class, WriteOutcome.Refused.class);
		return IntStream.range(0, keys)
			.filter((i) -> outcomes.get(i) instanceof WriteOutcome.Written)
			.mapToObj((i) -> writes.get(i).key().key())
			.toList();
	}

	// Replies

	@Test
	void repliesAreLoaded() throws Exception {
		StateWrite write = withReply(withReply(insert("a", "1"), "one"), "two");
		written(write);
		assertThat(store().replies(List.of(write.replies().get(0).id(), write.replies().get(1).id(),
				new StoredReply.Id(key("a"), "three"), new StoredReply.Id(key("b"), "one"))))
			.containsExactlyInAnyOrderElementsOf(write.replies());
		assertThat(store().replies(List.of())).isEmpty();
	}

	@Test
	void replyBelongsToItsKey() throws Exception {
		written(withReply(insert("a", "1"), "one"), withReply(insert("b", "1"), "two"));
		assertThat(store().replies(List.of(new StoredReply.Id(key("a"), "two"), new StoredReply.Id(key("b"), "one"))))
			.isEmpty();
	}

	@Test
	void idempotencyKeysAreAnyText() throws Exception {
		List<String> ids = List.of("a", "A", "a ", "\u00e4", "\ud83d\ude00'\"\\%_?", "\u4e2d".repeat(200));
		StateWrite write = insert("a", "1");
		for (String id : ids) {
			write = withReply(write, id);
		}
		assertThat(written(write)).containsExactly(new WriteOutcome.Written());
		assertThat(store().replies(ids.stream().map((id) -> new StoredReply.Id(key("a"), id)).toList()))
			.containsExactlyInAnyOrderElementsOf(write.replies());
	}

	@Test
	void idempotencyKeyThatIsTooLongIsRefused() throws Exception {
		String id = "x".repeat(201);
		List<WriteOutcome> outcomes = written(withReply(insert("a", "1"), id), insert("b", "1"));
		assertThat(outcomes.get(0)).isInstanceOfSatisfying(WriteOutcome.Refused.class,
				(refused) -> assertThat(refused.cause()).hasMessageContainingAll("200", "201"));
		assertThat(outcomes.get(1)).isEqualTo(new WriteOutcome.Written());
		assertThat(states()).containsOnlyKeys("b");
		assertThat(store().replies(List.of(new StoredReply.Id(key("a"), id)))).isEmpty();
	}

	// Keys

	@Test
	void keysThatLookAlikeAreDistinct() throws Exception {
		List<String> keys = List.of("a", "A", "a ", " a", "a  ", "\u00e4", "a\u0308", "\u00c4", "\u00df", "ss", "", " ",
				"\ud83d\ude00", "\ud83d\ude01", "'", "\"", "\\", "%", "_", "?", "a\tb", "a\nb", "$1", ":a", "\u4e2d");
		List<StateWrite> writes = keys.stream().map((key) -> insert(key, "of " + key)).toList();
		assertThat(store().write(writes, NO_FENCES)).containsOnly(new WriteOutcome.Written());
		assertThat(states()).hasSize(keys.size()).allSatisfy((key, state) -> assertThat(state).isEqualTo("of " + key));
		for (String key : keys) {
			assertThat(load(key).value().state()).isEqualTo("of " + key);
		}
	}

	@Test
	void longestKeysFit() throws Exception {
		List<String> keys = List.of("x".repeat(500), "\u4e2d".repeat(500), "\ud83d\ude00".repeat(250));
		for (String key : keys) {
			assertThat(written(withReply(insert(key, "1"), "\u4e2d".repeat(200))))
				.containsExactly(new WriteOutcome.Written());
			assertThat(load(key).key().key()).isEqualTo(key);
		}
	}

	@Test
	void keyThatIsTooLongIsRefused() throws Exception {
		String key = "x".repeat(501);
		List<WriteOutcome> outcomes = written(insert(key, "1"), insert("b", "1"));
		assertThat(outcomes.get(0)).isInstanceOfSatisfying(WriteOutcome.Refused.class,
				(refused) -> assertThat(refused.cause()).hasMessageContainingAll("500", "501"));
		assertThat(outcomes.get(1)).isEqualTo(new WriteOutcome.Written());
		assertThat(store().load(List.of(key(key), key("b")))).extracting(StoredState::key).containsExactly(key("b"));
	}

	@Test
	void keyThatIsNoTextIsRefused() throws Exception {
		for (String key : List.of("a\0", "a\ud83d")) {
			assertThat(written(insert(key, "1"), insert("a", "1"))).first().isInstanceOf(WriteOutcome.Refused.class);
			assertThat(store().load(List.of(key(key), key("a")))).extracting(StoredState::key)
				.containsExactly(key("a"));
		}
	}

	// Tombstones, lists

	@Test
	void tombstoneKeepsLateInsertAway() throws Exception {
		StateWrite first = insert("a", "1");
		StateWrite deletion = write(key("a"), first.next(), mark(2), value(null));
		written(first);
		written(deletion);
		assertThat(load("a").value().isTombstone()).isTrue();
		assertThat(written(insert("a", "late"))).doesNotContain(new WriteOutcome.Written());
		assertThat(written(write(key("a"), deletion.next(), mark(3), value("3"))))
			.containsExactly(new WriteOutcome.Written());
		assertThat(store().count(this.actor)).isEqualTo(1);
	}

	@Test
	void tombstonesAreNeitherListedNorCounted() throws Exception {
		StateWrite first = insert("a", "1");
		written(first, insert("b", "1"));
		written(write(key("a"), first.next(), mark(2), value(null)));
		assertThat(store().list(this.actor, null, 10)).extracting((row) -> row.key().key()).containsExactly("b");
		assertThat(store().count(this.actor)).isEqualTo(1);
	}

	@Test
	void rowThatHasOnlyAlarmsIsListedAndNotCounted() throws Exception {
		written(write(key("a"), null, mark(1), new StoredState.Value("level", 1, null, "{}", Instant.EPOCH)));
		assertThat(store().list(this.actor, null, 10)).hasSize(1);
		assertThat(store().count(this.actor)).isZero();
	}

	@Test
	void listIsInTheOrderOfUtf8() throws Exception {
		List<String> keys = List.of("", " ", "'", "-b", "0", "A", "B", "_", "a", "a ", "ab", "b", "z", "\u00e4",
				"\u4e2d", "\ufffd", "\ud83d\ude00");
		List<StateWrite> writes = new ArrayList<>(keys.stream().map((key) -> insert(key, "1")).toList());
		Collections.shuffle(writes);
		store().write(writes, NO_FENCES);
		List<String> listed = new ArrayList<>();
		List<StoredState> page = store().list(this.actor, null, 3);
		while (!page.isEmpty()) {
			page.forEach((row) -> listed.add(row.key().key()));
			page = store().list(this.actor, listed.getLast(), 3);
		}
		assertThat(listed).isEqualTo(keys);
	}

	@Test
	void oldTombstonesAndRepliesAreRemoved() throws Exception {
		StateWrite first = withReply(insert("a", "1"), "id");
		written(first, insert("b", "1"));
		written(write(key("a"), first.next(), mark(2), value(null)));
		store().purge(LONG, LONG, 1000);
		assertThat(store().load(List.of(key("a")))).hasSize(1);
		assertThat(store().replies(ids("id", "a"))).hasSize(1);
		while (store().purge(Duration.ZERO, Duration.ZERO, 1) > 0) {
			assertThat(store().load(List.of(key("b")))).hasSize(1);
		}
		assertThat(store().load(List.of(key("a"), key("b")))).extracting(StoredState::key).containsExactly(key("b"));
		assertThat(store().replies(ids("id", "a"))).isEmpty();
	}

	// Alarms

	@Test
	void alarmsAreDueByTheClockOfTheStore() throws Exception {
		Instant now = store().now();
		written(alarm("late", now.minusSeconds(10)), alarm("later", now.minusSeconds(5)), alarm("not", now.plus(LONG)),
				insert("none", "1"), alarm("latest", now.minusSeconds(20)));
		assertThat(due(null, 10)).containsExactly("latest", "late", "later");
	}

	@Test
	void whoIsFoundIsLeftAloneForAWhile() throws Exception {
		Instant now = store().now();
		written(alarm("a", now.minusSeconds(30)), alarm("b", now.minusSeconds(20)), alarm("c", now.minusSeconds(10)));
		assertThat(due(null, 2)).containsExactly("a", "b");
		assertThat(due(null, 2)).containsExactly("c");
		assertThat(due(null, 2)).isEmpty();
		store().postpone(key("b"), Duration.ofSeconds(-1));
		assertThat(due(null, 2)).containsExactly("b");
	}

	@Test
	void whoIsPostponedIsNotDue() throws Exception {
		written(alarm("a", Instant.EPOCH), alarm("b", Instant.EPOCH), insert("c", "1"));
		store().postpone(key("a"), LONG);
		store().postpone(key("c"), Duration.ZERO);
		store().postpone(key("not there"), Duration.ZERO);
		assertThat(due(null, 10)).containsExactly("b");
		assertThat(load("a").value().nextAlarm()).isEqualTo(Instant.EPOCH);
	}

	@Test
	void newAlarmIsDueThoughTheLastWasPostponed() throws Exception {
		written(alarm("a", Instant.EPOCH));
		store().postpone(key("a"), LONG);
		written(write(key("a"), markOf("a"), mark(2),
				new StoredState.Value("level", 1, "{}", "{}", Instant.EPOCH.plusSeconds(1))));
		assertThat(due(null, 10)).containsExactly("a");
	}

	@Test
	void alarmThatIsPostponedStaysSoWhenItIsLeft() throws Exception {
		written(alarm("a", Instant.EPOCH));
		store().postpone(key("a"), LONG);
		written(write(key("a"), markOf("a"), mark(2), new StoredState.Value("level", 1, "{}", "{}", Instant.EPOCH)));
		assertThat(due(null, 10)).isEmpty();
	}

	@Test
	void cancelledAlarmIsNotDue() throws Exception {
		written(alarm("a", Instant.EPOCH));
		written(write(key("a"), markOf("a"), mark(2), value("{}")));
		assertThat(due(null, 10)).isEmpty();
	}

	@Test
	void alarmsAreFoundInPartitions() throws Exception {
		List<String> keys = IntStream.range(0, 40).mapToObj((i) -> "key-" + i).toList();
		for (String key : keys) {
			written(alarm(key, Instant.EPOCH));
		}
		PartitionSet some = new PartitionSet(4, List.of(1, 3));
		// However many there are by now.
		PartitionSet others = new PartitionSet(3, List.of(0, 2));
		List<String> inSome = keys.stream().filter((key) -> some.contains(key(key))).toList();
		List<String> inOthers = keys.stream()
			.filter((key) -> others.contains(key(key)) && !some.contains(key(key)))
			.toList();
		assertThat(inSome).isNotEmpty();
		assertThat(inOthers).isNotEmpty();
		assertThat(due(some, 100)).containsExactlyInAnyOrderElementsOf(inSome);
		assertThat(due(new PartitionSet(4, List.of()), 100)).isEmpty();
		assertThat(due(others, 100)).containsExactlyInAnyOrderElementsOf(inOthers);
		assertThat(due(null, 100)).hasSize(40 - inSome.size() - inOthers.size());
	}

	@Test
	void alarmsAreFoundOfSomeActors() throws Exception {
		StateKey other = new StateKey(this.actor + "-2", "a");
		StateWrite write = alarm("a", Instant.EPOCH);
		written(write, write(other, null, mark(1), write.value()));
		assertThat(store().due(List.of(this.actor + "-3"), null, 10, LONG)).isEmpty();
		assertThat(store().due(List.of(), null, 10, LONG)).isEmpty();
		assertThat(store().due(List.of(other.actor(), this.actor), null, 10, LONG)).containsExactlyInAnyOrder(key("a"),
				other);
	}

	@Test
	void eachAlarmIsFoundByOneOfTwo() throws Exception {
		store().write(IntStream.range(0, 100).mapToObj((i) -> alarm("key-" + i, Instant.EPOCH)).toList(), NO_FENCES);
		List<String> found = Collections.synchronizedList(new ArrayList<>());
		together(2, (finder) -> {
			// What the other has in hand is left out, so that an empty answer is not the
			// end.
			while (found.size() < 100) {
				found.addAll(due(null, 7));
			}
			return true;
		});
		assertThat(found).hasSize(100).doesNotHaveDuplicates();
	}

	// Leases and fences

	@Test
	void leaseHasOneOwner() throws Exception {
		Lease lease = store().acquire(this.actor, "one", LONG, false).orElseThrow();
		assertThat(lease.fence().name()).isEqualTo(this.actor);
		assertThat(lease.left()).isPositive().isLessThanOrEqualTo(LONG);
		assertThat(lease.wanted()).isFalse();
		assertThat(store().acquire(this.actor, "two", LONG, false)).isEmpty();
		assertThat(store().acquire(this.actor + "-2", "two", LONG, false)).isPresent();
	}

	@Test
	void leaseHasOneOwnerWhenManyWantIt() throws Exception {
		List<Optional<Lease>> leases = together(4,
				(number) -> store().acquire(this.actor, "owner-" + number, LONG, false));
		assertThat(leases.stream().flatMap(Optional::stream)).hasSize(1);
	}

	@Test
	void ownerMayAcquireAgain() throws Exception {
		Lease first = store().acquire(this.actor, "one", LONG, false).orElseThrow();
		Lease second = store().acquire(this.actor, "one", LONG, false).orElseThrow();
		assertThat(second.fence().epoch()).isGreaterThan(first.fence().epoch());
		assertThat(store().renew(first.fence(), LONG)).isEmpty();
	}

	@Test
	void leaseThatHasRunOutIsFree() throws Exception {
		Lease first = store().acquire(this.actor, "one", Duration.ZERO, false).orElseThrow();
		Lease second = store().acquire(this.actor, "two", LONG, false).orElseThrow();
		assertThat(second.fence().epoch()).isGreaterThan(first.fence().epoch());
		assertThat(store().renew(first.fence(), LONG)).isEmpty();
		store().release(first.fence());
		assertThat(store().renew(second.fence(), LONG)).isPresent();
	}

	@Test
	void leaseThatHasRunOutCanBeRenewedUnlessOthersHadIt() throws Exception {
		Lease lease = store().acquire(this.actor, "one", Duration.ZERO, false).orElseThrow();
		assertThat(store().renew(lease.fence(), LONG)).map(Lease::fence).contains(lease.fence());
		assertThat(store().acquire(this.actor, "two", LONG, false)).isEmpty();
	}

	@Test
	void leaseThatIsGivenBackIsFree() throws Exception {
		Lease first = store().acquire(this.actor, "one", LONG, false).orElseThrow();
		store().release(first.fence());
		assertThat(store().renew(first.fence(), LONG)).isEmpty();
		Lease second = store().acquire(this.actor, "two", LONG, false).orElseThrow();
		assertThat(second.fence().epoch()).isGreaterThan(first.fence().epoch());
	}

	@Test
	void ownerIsToldThatTheLeaseIsWanted() throws Exception {
		Lease lease = store().acquire(this.actor, "one", LONG, false).orElseThrow();
		assertThat(store().acquire(this.actor, "two", LONG, false)).isEmpty();
		assertThat(store().renew(lease.fence(), LONG)).map(Lease::wanted).contains(false);
		assertThat(store().acquire(this.actor, "two", LONG, true)).isEmpty();
		assertThat(store().renew(lease.fence(), LONG)).map(Lease::wanted).contains(true);
		store().release(lease.fence());
		assertThat(store().acquire(this.actor, "two", LONG, true)).map(Lease::wanted).contains(false);
	}

	@Test
	void leaseCanBeTakenAway() throws Exception {
		Lease first = store().acquire(this.actor, "one", LONG, false).orElseThrow();
		Lease.Fence second = store().seize(this.actor, "two");
		assertThat(second.epoch()).isGreaterThan(first.fence().epoch());
		assertThat(store().renew(first.fence(), LONG)).isEmpty();
		assertThat(store().renew(second, LONG)).map(Lease::fence).contains(second);
		assertThat(store().acquire(this.actor, "one", LONG, false)).isEmpty();
	}

	@Test
	void leaseThatNobodyHadCanBeSeized() throws Exception {
		Lease.Fence first = store().seize(this.actor, "one");
		assertThat(store().seize(this.actor, "one").epoch()).isGreaterThan(first.epoch());
	}

	@Test
	void batchUnderTheNewestEpochsIsWritten() throws Exception {
		Lease.Fence first = store().acquire(this.actor, "one", LONG, false).orElseThrow().fence();
		Lease.Fence second = store().seize(this.actor + "-2", "one");
		assertThat(store().write(List.of(insert("a", "1")), Set.of(first, second)))
			.containsExactly(new WriteOutcome.Written());
		store().renew(first, LONG);
		assertThat(store().write(List.of(insert("b", "1")), Set.of(first, second)))
			.containsExactly(new WriteOutcome.Written());
	}

	@Test
	void batchUnderAnOldEpochIsNotWritten() throws Exception {
		Lease.Fence good = store().seize(this.actor + "-2", "one");
		Lease.Fence old = store().acquire(this.actor, "one", LONG, false).orElseThrow().fence();
		store().seize(this.actor, "two");
		assertThatExceptionOfType(FencedException.class).isThrownBy(
				() -> store().write(List.of(withReply(insert("a", "1"), "id"), insert("b", "1")), Set.of(good, old)))
			.satisfies((ex) -> assertThat(ex.fence()).isEqualTo(old));
		assertThat(states()).isEmpty();
		assertThat(store().replies(ids("id", "a"))).isEmpty();
	}

	@Test
	void batchUnderALeaseThatIsNotThereIsNotWritten() throws Exception {
		assertThatExceptionOfType(FencedException.class)
			.isThrownBy(() -> store().write(List.of(insert("a", "1")), Set.of(new Lease.Fence(this.actor, 1))));
		assertThat(states()).isEmpty();
	}

	@Test
	void nobodyWritesBehindTheBackOfWhoHasSeized() throws Exception {
		for (int round = 0; round < 10; round++) {
			String key = "key-" + round;
			Lease.Fence fence = store().seize(this.actor, "one");
			StateStoreContract.<Check>together(2, (number) -> {
				if (number == 1) {
					store().seize(this.actor, "two");
					List<StoredState> seen = store().load(List.of(key(key)));
					return () -> assertThat(store().load(List.of(key(key)))).isEqualTo(seen);
				}
				try {
					store().write(List.of(insert(key, "1")), Set.of(fence));
				}
				catch (FencedException ex) {
					assertThat(ex.fence()).isEqualTo(fence);
				}
				return () -> {
				};
			}).forEach(Check::verify);
		}
	}

	// What tests are made of

	protected final StateKey key(String key) {
		return new StateKey(this.actor, key);
	}

	protected static StateWrite.Mark mark(long version) {
		return new StateWrite.Mark(version, UUID.randomUUID());
	}

	protected final StateWrite.Mark markOf(String key) throws StoreException {
		StoredState row = load(key);
		return new StateWrite.Mark(row.version(), row.writeId());
	}

	protected static StoredState.Value value(@Nullable String state) {
		return new StoredState.Value("level", 1, state, null, null);
	}

	protected static StateWrite write(StateKey key, StateWrite.@Nullable Mark seen, StateWrite.Mark next,
			StoredState.Value value) {
		return new StateWrite(key, seen, next, value, List.of());
	}

	protected final StateWrite insert(String key, String state) {
		return write(key(key), null, mark(1), value(state));
	}

	protected final StateWrite alarm(String key, Instant time) {
		return write(key(key), null, mark(1), new StoredState.Value("level", 1, "{}", "{}", time));
	}

	protected static StateWrite withReply(StateWrite write, String id) {
		List<StoredReply> replies = new ArrayList<>(write.replies());
		replies.add(new StoredReply(new StoredReply.Id(write.key(), id),
				new StoredReply.Content("print of " + write.key().key().length(), "{\"id\":\"" + id + "\"}")));
		return new StateWrite(write.key(), write.seen(), write.next(), write.value(), replies);
	}

	protected final List<WriteOutcome> written(StateWrite... writes) throws FencedException, StoreException {
		return store().write(List.of(writes), NO_FENCES);
	}

	protected final StoredState load(String key) throws StoreException {
		List<StoredState> rows = store().load(List.of(key(key)));
		assertThat(rows).hasSize(1);
		return rows.getFirst();
	}

	/** The states of all rows of the actor by their keys. */
	protected final Map<String, String> states() throws StoreException {
		return store().list(this.actor, null, 10_000)
			.stream()
			.collect(Collectors.toMap((row) -> row.key().key(), (row) -> "" + row.value().state()));
	}

	private List<StoredReply.Id> ids(String id, String... keys) {
		return List.of(keys).stream().map((key) -> new StoredReply.Id(key(key), id)).toList();
	}

	private List<String> due(@Nullable PartitionSet partitions, int limit) throws StoreException {
		return store().due(List.of(this.actor), partitions, limit, LONG).stream().map(StateKey::key).toList();
	}

	/** Has threads do the same at the same time, and gives what each has come to. */
	protected static <T> List<T> together(int threads, Task<T> task) throws Exception {
		try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
			List<Future<T>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int number = i;
				futures.add(executor.submit(() -> task.run(number)));
			}
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get());
			}
			return results;
		}
	}

	/**
	 * What a thread does.
	 *
	 * @param <T> what it comes to
	 */
	protected interface Task<T> {

		T run(int number) throws Exception;

	}

	private interface Check {

		void run() throws StoreException;

		default void verify() {
			try {
				run();
			}
			catch (StoreException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
