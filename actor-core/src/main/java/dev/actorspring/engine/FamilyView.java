package dev.actorspring.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a keyed family. Any thread.
 */
final class FamilyView implements ActorGauge {

	private static final int AWAY_SHOWN = 50;

	private final KeyedFamily<?> family;

	private final CachedCount<Count> counting;

	/** How many messages those have taken that are no longer there. */
	private final LongAdder takenByGone = new LongAdder();

	FamilyView(KeyedFamily<?> family) {
		this.family = family;
		this.counting = new CachedCount<>(this::count, family.cells()::size);
	}

	private Count count() {
		// In this order: who goes meanwhile must not be counted twice.
		long gone = this.takenByGone.sum();
		Census census = Census.of(this.family.cells());
		return new Count(census, this.family.type().messages().handled(gone + census.taken()));
	}

	private Census census() {
		return this.counting.result().census();
	}

	void gone(ActorCell<?> cell) {
		this.takenByGone.add(Integer.toUnsignedLong(cell.taken()));
	}

	NodeSnapshot.Family snapshot(ChildStatus status) {
		Count count = this.counting.result();
		Census census = count.census();
		SupervisionLog log = this.family.log();
		return new FamilySnapshot(this.family.name(), this.family.path(), status.state(),
				CellSnapshots.age(timer(), status), this.family.type().spec().type(), active(), census.depth(),
				census.maxDepth(), age(census.oldest()), log.restartCount(), count.handled(), log.recentRestarts(),
				describe(this.family.away().stream().limit(AWAY_SHOWN)), describe(census.byDepth().stream()),
				describe(census.byRestarts().stream()), describe(census.byHandlingTime().stream()));
	}

	private @Nullable Duration age(@Nullable Long sentAt) {
		return (sentAt != null) ? timer().since(sentAt) : null;
	}

	private Timer timer() {
		return this.family.engine().timer();
	}

	private List<NodeSnapshot.Actor> describe(Stream<ActorCell<?>> cells) {
		return cells.map((cell) -> cell.snapshot(this.family.status(cell))).toList();
	}

	/**
	 * Describes some of its actors.
	 * @param after only those whose keys come after this one, or {@code null}
	 * @param limit how many at most
	 * @return in the order of their keys
	 */
	List<NodeSnapshot.Actor> page(@Nullable String after, int limit) {
		Comparator<ActorCell<?>> byKey = Comparator.comparing(ActorCell::name);
		// The last one on top, which is the first to give way.
		PriorityQueue<ActorCell<?>> page = new PriorityQueue<>(byKey.reversed());
		this.family.cells().forEach((cell) -> {
			if (after != null && cell.name().compareTo(after) <= 0) {
				return;
			}
			if (page.size() < limit) {
				page.add(cell);
			}
			else if (byKey.compare(cell, page.element()) < 0) {
				page.remove();
				page.add(cell);
			}
		});
		return describe(page.stream().sorted(byKey));
	}

	// As a gauge.

	@Override
	public String actor() {
		return this.family.name();
	}

	@Override
	public boolean keyed() {
		return true;
	}

	@Override
	public int depth() {
		return census().depth();
	}

	@Override
	public int maxDepth() {
		return census().maxDepth();
	}

	@Override
	public int capacity() {
		return this.family.type().spec().mailbox().capacity();
	}

	@Override
	public Duration oldestAge() {
		Duration age = age(census().oldest());
		return (age != null) ? age : Duration.ZERO;
	}

	@Override
	public int active() {
		return this.family.type().messages().active().intValue();
	}

	@Override
	public int away() {
		return this.family.away().size();
	}

	/**
	 * All that was counted at one time.
	 *
	 * @param census of those that are live
	 * @param handled how many messages were handled so far, by those that are gone as
	 * well
	 */
	private record Count(Census census, long handled) {

	}

}
