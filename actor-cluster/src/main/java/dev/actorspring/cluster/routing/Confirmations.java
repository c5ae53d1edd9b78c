package dev.actorspring.cluster.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Whether a majority of the nodes has confirmed lately that this one belongs to them: as
 * long as it has, nobody has given away what lives here. A round trip counts from when it
 * began, by the clock of this node alone, so that one that was asleep knows when it wakes
 * up. Any thread.
 */
public final class Confirmations {

	private final long valid;

	private final LongSupplier clock;

	private final Map<NodeId, Long> confirmed = new HashMap<>();

	private final AtomicReference<CompletableFuture<Boolean>> next = new AtomicReference<>(new CompletableFuture<>());

	private @Nullable NodeId self;

	private Set<NodeId> others = Set.of();

	private volatile long until;

	/**
	 * Creates them.
	 * @param valid how long a confirmation counts; shorter than it takes others to give
	 * away what a silent node has
	 * @param clock the time in nanoseconds
	 */
	public Confirmations(Duration valid, LongSupplier clock) {
		this.valid = valid.toNanos();
		this.clock = clock;
		this.until = clock.getAsLong();
	}

	/**
	 * How long to wait before the others are asked again.
	 * @return so short that some answers may be lost
	 */
	public Duration interval() {
		return Duration.ofNanos(this.valid / 5);
	}

	/**
	 * Begins to ask.
	 * @param node this node
	 * @param members all others that are members, whether they can be reached or not
	 * @return what the question is to carry
	 */
	public synchronized long ask(NodeId node, Set<NodeId> members) {
		this.self = node;
		this.others = Set.copyOf(members);
		this.confirmed.keySet().retainAll(this.others);
		long now = this.clock.getAsLong();
		count(now);
		return now;
	}

	/**
	 * A node has answered that this one is a member, and can be reached as far as it
	 * knows.
	 * @param from who
	 * @param asked what the question has carried
	 */
	public synchronized void answered(NodeId from, long asked) {
		long now = this.clock.getAsLong();
		if (asked - now <= 0 && this.others.contains(from)) {
			this.confirmed.merge(from, asked, (before, later) -> (later - before > 0) ? later : before);
			count(now);
		}
	}

	private void count(long now) {
		NodeId me = this.self;
		if (me == null) {
			return;
		}
		List<Long> latest = new ArrayList<>();
		this.confirmed.values().forEach((asked) -> latest.add(asked - now));
		latest.sort(Comparator.reverseOrder());
		int all = this.others.size() + 1;
		boolean first = this.others.stream().allMatch((other) -> me.compareTo(other) < 0);
		// As the side that survives a cut: of two halves it is the one with the first.
		int needed = (all % 2 == 0 && first) ? all / 2 - 1 : all / 2;
		if (needed > latest.size()) {
			return;
		}
		long since = (needed == 0) ? now : now + latest.get(needed - 1);
		if (since + this.valid - this.until > 0) {
			this.until = since + this.valid;
			if (isCurrent()) {
				this.next.getAndSet(new CompletableFuture<>()).complete(true);
			}
		}
	}

	/**
	 * Whether what lives here lives nowhere else for sure.
	 * @return {@code false} as soon as the last confirmation is too old
	 */
	public boolean isCurrent() {
		return this.clock.getAsLong() - this.until < 0;
	}

	/**
	 * When it is confirmed again.
	 * @return done by then
	 */
	public CompletableFuture<?> whenCurrent() {
		return this.next.get();
	}

}
