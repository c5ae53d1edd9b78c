package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ExitReason;
import dev.actorspring.engine.mailbox.Mailbox.Position;
import dev.actorspring.engine.stream.FedStream;
import dev.actorspring.engine.stream.OpenStreams;
import dev.actorspring.engine.stream.RelayedPublisher;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;

/**
 * One life of an actor: what the engine knows of it, and what ends with it.
 *
 * @param <A> the actor class
 */
abstract class Incarnation<A> extends IncarnationGrip {

	private static final VarHandle RESOURCES;

	static {
		try {
			RESOURCES = MethodHandles.lookup()
				.findVarHandle(Incarnation.class, "resources", IncarnationResources.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final ActorCell<A> cell;

	/** In tenths of a second since the system began, so that it lasts for years. */
	private final int begun;

	/** By whom it may be served right now. Read racily, long after it was set. */
	@Nullable CellRunner runner;

	/** {@code null} until the factory has made it. */
	@Nullable A instance;

	/** How it ends, once it does. */
	volatile @Nullable IncarnationEnd ending;

	boolean stopRequested;

	/** For the runner. */
	private boolean lent;

	/** Set by others when there is a signal, as this is where the runner looks. */
	volatile boolean signalled;

	/** {@code null} until it owns something. */
	private volatile @Nullable IncarnationResources resources;

	Incarnation(ActorCell<A> cell, long now) {
		this.cell = cell;
		this.begun = tenths(timer(), now);
	}

	/**
	 * What its instance sees of it.
	 * @return the context
	 */
	abstract ActorContext<A> context();

	/**
	 * The number of the incarnation.
	 * @return from 1
	 */
	abstract int number();

	public final String path() {
		return this.cell.path();
	}

	@Override
	final void interruptThread() {
		CellRunner serving = this.runner;
		Thread thread = (serving != null) ? serving.thread() : null;
		if (thread != null) {
			thread.interrupt();
		}
	}

	@Override
	final void wakeTurn() {
		Suspension suspended = suspension();
		if (suspended != null) {
			suspended.wake();
		}
	}

	/**
	 * What its handler has in hand. Any thread.
	 * @return a message, an {@link Ask}, or {@code null}
	 */
	@Nullable Object inHand() {
		CellRunner serving = this.runner;
		return (serving != null) ? serving.inHand : null;
	}

	/**
	 * How long it has lasted. Any thread.
	 * @return to a tenth of a second
	 */
	Duration age() {
		Timer timer = timer();
		return Duration.ofMillis(Integer.toUnsignedLong(tenths(timer, timer.nanos()) - this.begun) * 100);
	}

	private static int tenths(Timer timer, long now) {
		return (int) ((now - timer.origin()) / 100_000_000);
	}

	ActorCell<A> cell() {
		return this.cell;
	}

	/**
	 * The turn that waits in the middle, if one does. Any thread.
	 * @return the turn, or {@code null}
	 */
	@Nullable Suspension suspension() {
		IncarnationResources owned = this.resources;
		return (owned != null) ? owned.suspension : null;
	}

	/**
	 * Notes which turn waits in the middle. Runner only.
	 * @param turn the turn, or {@code null} if none does any more
	 */
	void suspend(@Nullable Suspension turn) {
		if (turn != null) {
			this.cell.suspending();
		}
		if (turn != null || this.resources != null) {
			resources().suspension = turn;
		}
	}

	/**
	 * How far turns that wait have looked through the mailbox. Runner only.
	 * @return the same for all of them
	 */
	Position position() {
		return resources().position();
	}

	@Nullable SpawnedActors spawned() {
		IncarnationResources owned = this.resources;
		return (owned != null) ? owned.children() : null;
	}

	/**
	 * What it owns. Any thread.
	 * @return {@code null} for nothing so far
	 */
	final @Nullable IncarnationResources owned() {
		return this.resources;
	}

	final IncarnationResources resources() {
		IncarnationResources present = this.resources;
		if (present == null) {
			IncarnationResources fresh = new IncarnationResources();
			// Not only the runner needs them: an asynchronous reply may be a stream.
			present = RESOURCES.compareAndSet(this, null, fresh) ? fresh : this.resources;
		}
		return Objects.requireNonNull(present);
	}

	/**
	 * Stops what it has spawned.
	 * @param then called when nothing of it is left
	 */
	void stopChildren(Runnable then) {
		SpawnedActors group = spawned();
		if (group != null) {
			group.stop(then);
		}
		else {
			then.run();
		}
	}

	/**
	 * Ends the streams that it has handed out, and fails the requests that it has
	 * promised to answer.
	 * @param reason why it ends
	 */
	void endReplies(ExitReason reason) {
		IncarnationResources owned = this.resources;
		if (owned != null) {
			owned.endReplies(reason);
		}
	}

	/**
	 * Lets a turn that feeds a stream know that the actor is about to stop. Any thread.
	 */
	void announceStop() {
		IncarnationResources owned = this.resources;
		if (owned != null) {
			owned.announceStop();
		}
	}

	/**
	 * Whether somebody subscribes to one of its streams.
	 * @return a best effort while subscribers come and go
	 */
	boolean hasSubscribers() {
		IncarnationResources owned = this.resources;
		return owned != null && owned.haveSubscribers();
	}

	/**
	 * Whether it owes somebody a reply that is to come later.
	 * @return a best effort while replies come
	 */
	boolean hasPromises() {
		IncarnationResources owned = this.resources;
		return owned != null && owned.havePromises();
	}

	/**
	 * The streams that end with it. Any thread.
	 * @return open for more unless it is gone
	 */
	final OpenStreams streams() {
		OpenStreams streams = resources().streams(this.cell);
		if (isGone()) {
			// Whoever ended it may not have seen them.
			streams.end(reasonOfEnd());
		}
		return streams;
	}

	/**
	 * A request is to be answered later. Runner only.
	 * @param ask the request
	 * @param stage what it is to be answered with
	 * @param handler has returned the stage
	 */
	void promise(Ask<?> ask, CompletionStage<?> stage, Handler handler) {
		IncarnationResources owned = resources();
		Promises promises = owned.promises(this.cell);
		CellRunner serving = this.runner;
		promises.add(ask, stage, Objects.requireNonNull(handler.adapter()), (serving != null) ? serving.asked : null);
		stage.whenComplete(new LateReply(owned.handle(this), handler, ask));
		if (isGone()) {
			// Whoever ended it may not have seen the promise.
			promises.end(reasonOfEnd());
			owned.detach();
		}
	}

	/**
	 * What the reply to a request may come of, which it has promised. Any thread.
	 * @param ask the request
	 * @return the latest that it has asked for that, or {@code null} if that is nobody
	 */
	@Nullable Ask<?> promisedFrom(Ask<?> ask) {
		IncarnationResources owned = this.resources;
		Promises promises = (owned != null) ? owned.promises() : null;
		return (promises != null) ? promises.askedFor(ask) : null;
	}

	/**
	 * Has those let go of it that may outlive it, and tells those who want to know.
	 * @param reason why it has ended
	 */
	void detach(ExitReason reason) {
		IncarnationResources owned = this.resources;
		if (owned != null) {
			owned.detach();
			owned.tellEnd(reason);
		}
	}

	/**
	 * Has somebody told when it has ended, or now if it has. Any thread.
	 * @param action gets the reason; must not block
	 */
	final void whenEnded(Consumer<ExitReason> action) {
		resources().whenEnded(action);
		if (isGone()) {
			// Whoever ended it may not have seen that.
			resources().tellEnd(reasonOfEnd());
		}
	}

	/**
	 * With which reason it has asked to be stopped. Runner only.
	 * @return normal, unless it has said otherwise
	 */
	final ExitReason wantedReason() {
		IncarnationResources owned = this.resources;
		return (owned != null) ? owned.wantedReason() : new ExitReason.Normal();
	}

	private ExitReason reasonOfEnd() {
		IncarnationEnd how = this.ending;
		return (how != null) ? how.reason() : new ExitReason.Killed();
	}

	/**
	 * Makes sure that a stream which the instance hands out ends with it. Any thread.
	 * @param stream a stream of its own, or anybody's
	 * @return the stream to hand out instead
	 */
	Flow.Publisher<?> manage(Flow.Publisher<?> stream) {
		OpenStreams streams = streams();
		boolean own = stream instanceof FedStream<?> fed && fed.belongsTo(streams);
		return own ? stream : new RelayedPublisher<>(streams, stream);
	}

	/**
	 * Notes what it asks, which it may be about to wait for. Runner only.
	 * @param ask the request
	 */
	void asks(Ask<?> ask) {
		CellRunner serving = this.runner;
		if (serving != null) {
			serving.asked = ask.after(serving.asked);
		}
	}

	/**
	 * Whether nothing more is to be sent to it.
	 * @return {@code true} once it is ending or has been replaced
	 */
	boolean hasEnded() {
		return this.ending != null || isGone();
	}

	private boolean isGone() {
		return isAbandoned() || this.cell.incarnation() != this;
	}

	/**
	 * Lets code of somebody else run on its thread in the middle of a turn. Runner only.
	 * @param lent whether what follows is such code
	 */
	void lend(boolean lent) {
		this.lent = lent;
	}

	boolean isLent() {
		return this.lent;
	}

	/**
	 * What crashed it in an interleaved handler: the turn that waits must not go on.
	 * @return the crash, or {@code null}
	 */
	@Nullable Throwable interleavedCrash() {
		Suspension suspended = suspension();
		return (suspended != null) ? suspended.crash() : null;
	}

	/**
	 * Notes that it hears of the end of a cell that it watches. Any thread.
	 * @param watched the cell
	 * @return {@code false} if it has heard of that before
	 */
	boolean learnsOfEnd(ActorCell<?> watched) {
		return resources().learnsOfEnd(watched);
	}

	final Timer timer() {
		return this.cell.type().engine().timer();
	}

	final Contexts contexts() {
		return this.cell.type().engine().contexts();
	}

}
