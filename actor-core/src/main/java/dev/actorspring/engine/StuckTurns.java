package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.ExitReason;
import dev.actorspring.TurnLimits;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.StuckTurn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then which turns take longer than they may. Nothing is noted for it with
 * each message: what there is to see is what the threads of the actors have in hand. So a
 * look takes as long as to visit every active actor, and it is looked less often where
 * there are very many. One look at a time.
 */
final class StuckTurns {

	private static final Logger log = LoggerFactory.getLogger(StuckTurns.class);

	/** Of the shortest limit, how often it is looked. */
	private static final int LOOKS = 4;

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

	/** How many times as long as the last look took it is not looked. */
	private static final int REST = 50;

	private final Engine engine;

	private final StuckTurnLog lines;

	private TurnLimits usual = TurnLimits.NONE;

	private final ConcurrentMap<ActorCell<?>, Seen> stuck = new ConcurrentHashMap<>();

	/** When those that wait in a turn, or have waited, were seen doing so. */
	private Map<ActorCell<?>, Long> waited = Map.of();

	/** How often it is looked. */
	private final AtomicReference<@Nullable Duration> pause = new AtomicReference<>();

	private volatile @Nullable Tree tree;

	private volatile int looks;

	StuckTurns(Engine engine) {
		this.engine = engine;
		this.lines = new StuckTurnLog(engine);
	}

	/**
	 * Sets the limits of those that have none of their own. Before there are actors.
	 */
	void usual(TurnLimits limits) {
		this.usual = limits;
		heed(limits);
	}

	/**
	 * Some actors have limits of their own.
	 * @param own {@code null} if not
	 */
	void heed(@Nullable TurnLimits own) {
		if (own == null || own.stuckAfter().isZero() || this.engine.isDriven()) {
			// Time stands still in a turn that somebody else drives.
			return;
		}
		Duration wanted = own.stuckAfter().dividedBy(LOOKS);
		Duration next = (wanted.compareTo(LONGEST_PAUSE) < 0) ? wanted : LONGEST_PAUSE;
		Duration before = this.pause
			.getAndUpdate((known) -> (known == null || next.compareTo(known) < 0) ? next : known);
		if (before == null && this.tree != null) {
			schedule(Duration.ZERO);
		}
	}

	/**
	 * Begins to look, if anybody has limits.
	 */
	void start(Tree actors) {
		this.tree = actors;
		if (this.pause.get() != null) {
			schedule(Duration.ZERO);
		}
	}

	private void schedule(Duration atLeast) {
		Duration next = this.pause.get();
		if (next != null) {
			this.engine.timer()
				.schedule((next.compareTo(atLeast) > 0) ? next : atLeast, () -> this.engine.execute(this::look));
		}
	}

	private void look() {
		Tree actors = this.tree;
		if (actors == null) {
			return;
		}
		long begun = System.nanoTime();
		try {
			Map<ActorCell<?>, Long> waiting = new HashMap<>();
			Set<ActorCell<?>> found = new HashSet<>();
			actors.forEachCell((cell) -> {
				if (look(cell, waiting)) {
					found.add(cell);
				}
			});
			this.waited = waiting;
			this.stuck.forEach((cell, seen) -> {
				if (!found.contains(cell)) {
					over(cell, seen);
				}
			});
		}
		catch (RuntimeException | Error ex) {
			log.error("A look for turns that are stuck has failed", ex);
		}
		this.looks++;
		schedule(Duration.ofNanos((System.nanoTime() - begun) * REST));
	}

	/**
	 * Looks at one actor.
	 * @return whether it is stuck
	 */
	private boolean look(ActorCell<?> cell, Map<ActorCell<?>, Long> waiting) {
		Incarnation<?> incarnation = cell.incarnation();
		CellRunner runner = (incarnation != null) ? incarnation.runner : null;
		Object inHand = (runner != null) ? runner.inHand : null;
		if (incarnation == null || runner == null || inHand == null || inHand instanceof Watchdog) {
			// What is made or destroyed has limits of its own.
			return false;
		}
		TurnLimits limits = limits(cell);
		if (limits.stuckAfter().isZero()) {
			return false;
		}
		Timer timer = this.engine.timer();
		long begun = cell.lastActive();
		Suspension suspension = incarnation.suspension();
		if (suspension != null && suspension.inHand() == inHand) {
			waiting.put(cell, timer.coarse());
			return false;
		}
		Long last = this.waited.get(cell);
		if (last != null && last - begun > 0) {
			waiting.put(cell, last);
		}
		Duration handlingFor = timer.since((last != null) ? Math.max(last, begun) : begun);
		Thread thread = runner.thread();
		if (thread == null || handlingFor.compareTo(limits.stuckAfter()) < 0 || runner.inHand != inHand
				|| cell.lastActive() != begun) {
			return false;
		}
		Seen seen = this.stuck.get(cell);
		if (seen == null || seen.inHand() != inHand || seen.begun() != begun) {
			if (seen != null) {
				over(cell, seen);
			}
			seen = new Seen(incarnation, inHand, CellSnapshots.nameOf(inHand), begun, thread);
			this.stuck.put(cell, seen);
			this.lines.found(cell, seen.message(), handlingFor, thread);
		}
		if (limits.abandonAfter().isPositive() && handlingFor.compareTo(limits.abandonAfter()) >= 0) {
			kill(cell, seen, handlingFor);
		}
		return true;
	}

	private TurnLimits limits(ActorCell<?> cell) {
		TurnLimits own = cell.type().spec().turnLimits();
		return (own != null) ? own : this.usual;
	}

	private void over(ActorCell<?> cell, Seen seen) {
		if (this.stuck.remove(cell, seen) && !seen.incarnation().isAbandoned()) {
			this.lines.over(cell, seen.message(), this.engine.timer().since(seen.begun()));
		}
	}

	private void kill(ActorCell<?> cell, Seen seen, Duration handlingFor) {
		if (cell.incarnation() == seen.incarnation() && seen.killed().compareAndSet(false, true)) {
			this.lines.killed(cell, seen.message(), handlingFor);
			Exit.of(cell, new ExitReason.Killed());
		}
	}

	/**
	 * How often it was looked.
	 */
	int looks() {
		return this.looks;
	}

	/**
	 * Whether an actor is stuck, as far as that was seen.
	 */
	boolean has(ActorCell<?> cell) {
		return !this.stuck.isEmpty() && this.stuck.containsKey(cell);
	}

	/**
	 * All that are stuck, as far as that was seen.
	 * @return the longest first
	 */
	List<StuckTurn> all() {
		return this.stuck.entrySet()
			.stream()
			.map((entry) -> entry.getValue().describe(entry.getKey()))
			.sorted(Comparator.comparing(StuckTurn::handlingFor).reversed())
			.toList();
	}

	/**
	 * The actor that has something in hand on a thread.
	 * @param threadId the id of the thread
	 * @return its path
	 */
	Optional<String> actorOn(long threadId) {
		Tree actors = this.tree;
		List<String> found = new ArrayList<>();
		if (actors != null) {
			actors.forEachCell((cell) -> {
				Incarnation<?> incarnation = cell.incarnation();
				CellRunner runner = (incarnation != null) ? incarnation.runner : null;
				Thread thread = (runner != null && runner.inHand != null) ? runner.thread() : null;
				if (thread != null && thread.threadId() == threadId) {
					found.add(cell.path());
				}
			});
		}
		return found.stream().findFirst();
	}

	/**
	 * A turn that is stuck.
	 *
	 * @param incarnation whose it is
	 * @param inHand what it has in hand
	 * @param message the name of that
	 * @param begun when it has begun, as coarse time
	 * @param thread which it is on
	 * @param killed whether its actor was killed for it
	 */
	private record Seen(Incarnation<?> incarnation, Object inHand, String message, long begun, Thread thread,
			AtomicBoolean killed) {

		Seen(Incarnation<?> incarnation, Object inHand, @Nullable String message, long begun, Thread thread) {
			this(incarnation, inHand, String.valueOf(message), begun, thread, new AtomicBoolean());
		}

		StuckTurn describe(ActorCell<?> cell) {
			return new StuckTurn(cell.type().name(), cell.path(), this.message,
					cell.type().engine().timer().since(this.begun), this.thread.threadId());
		}

	}

}
