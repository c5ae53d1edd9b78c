package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.actorspring.engine.log.Texts;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.spi.LogLine;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Describes cells for people. Reads what others write without disturbing them.
 */
final class CellSnapshots {

	private static final int CHILDREN_SHOWN = 10_000;

	private CellSnapshots() {
	}

	static NodeSnapshot.Actor of(ActorCell<?> cell, ChildStatus status) {
		NodeSnapshot.Actor actor = actor(cell, status);
		return cell.type().isPool() ? of(actor, new PoolView(cell.pool())) : actor;
	}

	private static PoolSnapshot of(NodeSnapshot.Actor front, PoolView pool) {
		long time = pool.handlingTime();
		Throwable failure = front.children()
			.stream()
			.map((child) -> (child instanceof NodeSnapshot.Actor worker) ? worker.lastFailure() : null)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(front.lastFailure());
		return new PoolSnapshot(front.name(), front.path(), front.state(), front.type(), front.depth(),
				front.capacity(), front.oldestMessageAge(), front.incarnation(), front.since(), front.uptime(),
				front.restarts() + pool.restarts(), front.handled(), (time > 0) ? Duration.ofNanos(time) : null,
				failure, front.nextAttempt(), front.children(), pool.spec(), pool.size(), pool.busy(), pool.away());
	}

	private static NodeSnapshot.Actor actor(ActorCell<?> cell, ChildStatus status) {
		Timer timer = cell.type().engine().timer();
		Long oldest = cell.oldestSentAt();
		Incarnation<?> incarnation = cell.incarnation();
		Object inHand = (incarnation != null) ? incarnation.inHand() : null;
		Duration handlingFor = handlingFor(cell, inHand, timer);
		Duration uptime = (incarnation != null && cell.isRunning()) ? incarnation.age() : null;
		ChildState state = state(cell, status.state());
		Duration since = (state != status.state()) ? Objects.requireNonNullElse(handlingFor, Duration.ZERO)
				: (status == ChildStatus.RUNNING && uptime != null) ? uptime : age(timer, status);
		return new ActorSnapshot(cell.name(), cell.path(), state, cell.type().spec().type(), cell.depth(),
				capacity(cell), (oldest != null) ? timer.since(oldest) : null, cell.incarnations(), since, uptime,
				status.restarts(), handled(cell), handlingTime(cell), nameOf(inHand), handlingFor,
				cell.type().engine().stuckTurns().has(cell), status.lastFailure(), status.nextAttempt(),
				StateMachine.nameOf(cell), cell.type().messages().diagram(), cell.postponedCount(),
				children(incarnation));
	}

	/**
	 * How a cell is doing, where its parent does not know yet: a keyed or spawned actor
	 * that never failed has nobody who notes its state, and one that ends is not over
	 * before its instance is destroyed.
	 */
	static ChildState state(ActorCell<?> cell, ChildState known) {
		if (known != ChildState.RUNNING || cell.isRunning()) {
			return known;
		}
		Incarnation<?> current = cell.incarnation();
		IncarnationEnd ending = (current != null) ? current.ending : null;
		return (ending == null || cell.restart().isRestartedAfter(ending.reason())) ? ChildState.RESTARTING
				: ChildState.STOPPED;
	}

	private static @Nullable Duration handlingFor(ActorCell<?> cell, @Nullable Object inHand, Timer timer) {
		return switch (inHand) {
			case null -> null;
			case Watchdog watchdog -> timer.since(watchdog.begunAt());
			default -> timer.since(cell.lastActive());
		};
	}

	private static long handled(ActorCell<?> cell) {
		PoolWorker worker = cell.worker();
		return cell.handled() + ((worker != null) ? worker.taken : 0);
	}

	private static @Nullable Duration handlingTime(ActorCell<?> cell) {
		long nanos = (long) cell.serviceTime();
		return (nanos > 0) ? Duration.ofNanos(nanos) : null;
	}

	/**
	 * How long a status has lasted.
	 * @param timer knows the time
	 * @param status the status
	 * @return since the system began, if nobody has noted it
	 */
	static Duration age(Timer timer, ChildStatus status) {
		return Duration.ofNanos(timer.nanos() - ((status.since() != 0) ? status.since() : timer.origin()));
	}

	private static List<NodeSnapshot> children(@Nullable Incarnation<?> incarnation) {
		SpawnedActors group = (incarnation != null) ? incarnation.spawned() : null;
		return (group != null) ? of(group) : List.of();
	}

	static List<NodeSnapshot> of(SpawnedActors group) {
		return group.cells()
			.stream()
			.limit(CHILDREN_SHOWN)
			.<NodeSnapshot>map((cell) -> cell.snapshot(group.status(cell)))
			.toList();
	}

	static @Nullable String nameOf(@Nullable Object payload) {
		return switch (payload) {
			case null -> null;
			case Ask<?> ask -> ask.request().getClass().getSimpleName();
			case Watchdog watchdog -> LogLine.label(watchdog.kind());
			case SelfMessage.Plain own -> own.message().getClass().getSimpleName();
			case SelfMessage piped -> "pipe";
			case Batch batch -> batch.toString();
			case EventEntry entry -> Turn.message(entry).getClass().getSimpleName();
			default -> payload.getClass().getSimpleName();
		};
	}

	/**
	 * Says why a request has not been answered.
	 * @param cell whom it was for
	 * @param ask the request
	 * @return a clause without a full stop
	 */
	static String doing(ActorCell<?> cell, Ask<?> ask) {
		Incarnation<?> incarnation = cell.incarnation();
		Object inHand = (incarnation != null) ? incarnation.inHand() : null;
		String waiting = Texts.messages(cell.depth()) + " waiting";
		if (incarnation == null) {
			BackoffLookup backoff = BackoffLookup.of(cell);
			String state = (backoff != null) ? backoff.describe(cell.type().engine().timer(), cell) : "not running";
			return "it is " + state + ", " + waiting;
		}
		if (cell.type().isPool()) {
			Pool pool = cell.pool();
			return pool.busy() + " of " + pool.size() + " workers busy, " + waiting;
		}
		if (inHand instanceof Watchdog watchdog) {
			return doing(watchdog, cell.type().engine().timer()) + ", " + waiting;
		}
		if (inHand == null) {
			return (ask.isBegun() ? "its reply is still to come, " : idle(cell)) + waiting;
		}
		String duration = Texts.duration(cell.type().engine().timer().since(cell.lastActive()).toNanos());
		boolean together = inHand instanceof Batch batch && batch.contains(ask);
		return "handling " + (together ? "it among " : "") + ((inHand == ask) ? "it" : nameOf(inHand)) + " for "
				+ duration + waitingFor(incarnation.suspension()) + ", " + waiting;
	}

	private static String idle(ActorCell<?> cell) {
		String state = StateMachine.nameOf(cell);
		return (state != null) ? "idle in the state " + state + ", " : "idle, ";
	}

	private static String doing(Watchdog watchdog, Timer timer) {
		String duration = Texts.duration(timer.since(watchdog.begunAt()).toNanos());
		return switch (watchdog.kind()) {
			case START -> "starting for " + duration;
			case DESTROY -> "ending for " + duration;
		};
	}

	private static String waitingFor(@Nullable Suspension suspension) {
		Ask<?> ask = (suspension != null) ? suspension.waitingFor() : null;
		ActorCell<?> target = (ask != null) ? ask.target() : null;
		return (target != null) ? " and waiting for " + nameOf(ask) + " of " + target.path() : "";
	}

	/**
	 * How many messages may wait.
	 */
	static int capacity(ActorCell<?> cell) {
		return cell.type().isPool() ? cell.pool().limit() : cell.type().capacity();
	}

}
