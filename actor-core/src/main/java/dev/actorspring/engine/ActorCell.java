package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.RestartType;
import dev.actorspring.engine.mailbox.LifecycleSignal;
import dev.actorspring.engine.mailbox.LifecycleSignal.Kind;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The place of an actor in the tree: its mailbox, and its incarnations one after another.
 * <p>
 * At any moment at most one thread owns the cell and runs it. It idles, owned by nobody,
 * while there is nothing to do, and rests while there is no incarnation.
 *
 * @param <A> the actor class
 */
final class ActorCell<A> extends SparseCell implements LocalRef<A>, Node, ActorHandle {

	private final ActorType<A> type;

	private final Parent parent;

	private final String name;

	/** Written by the owner; and by {@link #abandon}, which thereby becomes the owner. */
	private volatile @Nullable Incarnation<A> incarnation;

	private int incarnations;

	/** The coarse time at which it took its last message. Read by others. */
	private long lastActive;

	ActorCell(ActorType<A> type, Parent parent, String name) {
		this.type = type;
		this.parent = parent;
		this.name = name;
	}

	@Override
	public ActorType<A> type() {
		return this.type;
	}

	Parent parent() {
		return this.parent;
	}

	@Nullable Incarnation<A> incarnation() {
		return this.incarnation;
	}

	@Override
	public int incarnations() {
		return this.incarnations;
	}

	/**
	 * Begins the next incarnation. Owner only.
	 * @param now the time
	 * @return the incarnation, without an instance
	 */
	Incarnation<A> nextIncarnation(long now) {
		forgetEnd();
		int number = ++this.incarnations;
		Incarnation<A> next = (number > 1) ? new LaterIncarnation<>(this, number, now)
				: new IncarnationContext<>(this, now);
		this.incarnation = next;
		return next;
	}

	/**
	 * Lets go of the incarnation. Owner only.
	 */
	void dropIncarnation() {
		this.incarnation = null;
	}

	boolean isRunning() {
		Incarnation<A> current = this.incarnation;
		return current != null && current.instance != null && current.ending == null;
	}

	/**
	 * Whether its factory is at work. Exact on its own thread only.
	 * @return {@code true} until there is an instance
	 */
	boolean isStarting() {
		Incarnation<A> current = this.incarnation;
		return current != null && current.instance == null;
	}

	/**
	 * Whether it has messages, one of them possibly in hand, and can handle them, or owes
	 * a reply.
	 * @return a best effort while others send
	 */
	boolean isBusy() {
		if (this.type.isPool()) {
			return PoolBackoff.isWaitedFor(pool());
		}
		Incarnation<A> current = this.incarnation;
		if (current == null) {
			// It is about to start, unless that has to wait.
			return depth() > 0 && !isClosed() && BackoffLookup.of(this) == null;
		}
		return current.ending == null
				&& (!isIdle() || current.suspension() != null || current.hasPromises() || !isSettled());
	}

	/**
	 * Whether nothing is under way that has to end before it is passivated. Any thread.
	 * @return a best effort while it runs
	 */
	boolean isSettled() {
		ActorInterceptor interceptor = this.type.interceptor();
		return interceptor == null || interceptor.isSettled(this);
	}

	/**
	 * Whether it has done all that it has to do. Owner only.
	 * @param current its incarnation
	 * @return {@code false} while messages wait or a reply is owed
	 */
	boolean isDone(Incarnation<?> current) {
		return depth() == 0 && held() == null && !current.hasPromises() && !Continuations.areWaiting(current)
				&& isSettled();
	}

	/**
	 * How many messages it has taken from its mailbox to handle them.
	 * @return for a keyed actor, and one that was started at run time, with those that
	 * were dropped
	 */
	long handled() {
		long taken = Integer.toUnsignedLong(taken() - postponedCount());
		return (this.parent instanceof CellGroup) ? taken : this.type.messages().handled(taken);
	}

	/**
	 * Whether somebody subscribes to one of its streams.
	 * @return a best effort while subscribers come and go
	 */
	boolean hasSubscribers() {
		Incarnation<A> current = this.incarnation;
		return current != null && current.hasSubscribers();
	}

	/** When it took its last message, by the coarse clock. */
	long lastActive() {
		return this.lastActive;
	}

	void lastActive(long now) {
		this.lastActive = now;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String path() {
		return Parent.join(this.parent.path(), this.name);
	}

	@Override
	public String measuredName() {
		return this.type.name();
	}

	@Override
	public RestartType restart() {
		return this.type.spec().restart();
	}

	@Override
	public boolean significant() {
		return this.type.spec().significant();
	}

	@Override
	public Duration shutdownTimeout() {
		return this.type.shutdownTimeout();
	}

	@SuppressWarnings("unchecked")
	ActorRef<A> self() {
		return (this.parent instanceof KeyedFamily<?> family) ? (ActorRef<A>) family.get(this.name) : this;
	}

	// For any thread.

	@Override
	public Offer offer(Object payload) {
		return Admission.send(this, payload);
	}

	@Override
	public boolean deliver(Ask<?> ask) {
		return Admission.ask(this, ask);
	}

	/**
	 * Sends what the actor itself has ordered, which its own full mailbox must not
	 * refuse.
	 * @param message the message
	 */
	void deliver(SelfMessage message) {
		if (offer(message, Integer.MAX_VALUE, this.type.engine().timer().coarse()) == Offer.WAKE) {
			wake();
		}
	}

	@Override
	public void signalled() {
		Incarnation<A> current = this.incarnation;
		if (current != null) {
			current.signalled = true;
		}
	}

	@Override
	public void wake() {
		Dispatcher dispatcher = this.type.spec().dispatcher();
		Suspension suspended = hasRareState() ? suspension() : null;
		if (suspended != null) {
			suspended.handBack();
		}
		else if (dispatcher != Dispatcher.COMPUTE || !LentThread.tryRun(this)) {
			this.type.engine().execute(new CellRunner(this), dispatcher);
		}
	}

	/**
	 * The turn that waits in the middle, if one does. Only where there is rare state: a
	 * sender is spared the look at the incarnation, which need not be in any cache.
	 */
	private @Nullable Suspension suspension() {
		Incarnation<A> current = this.incarnation;
		return (current != null) ? current.suspension() : null;
	}

	@Override
	public void start() {
		signal(new LifecycleSignal(Kind.REOPEN));
	}

	/**
	 * Starts it unless it runs or has been closed.
	 */
	void activate() {
		signal(new LifecycleSignal(Kind.START));
	}

	/**
	 * Starts it unless it runs or has been closed.
	 * @param outcome completed when that is over, with whether it runs
	 */
	void activate(CompletableFuture<Boolean> outcome) {
		signal(new LifecycleSignal(Kind.START, outcome));
	}

	@Override
	public void stop(boolean forGood) {
		signal(new LifecycleSignal(forGood ? Kind.TERMINATE : Kind.STOP));
		announceStop();
		unblock();
	}

	@Override
	public void retire(ExitReason reason) {
		signal(new LifecycleSignal(Kind.TERMINATE, reason));
		announceStop();
	}

	private void announceStop() {
		Incarnation<A> current = this.incarnation;
		if (current != null) {
			current.announceStop();
		}
	}

	/**
	 * Ends the incarnation and the cell, unless a message comes.
	 */
	void passivate() {
		signal(new LifecycleSignal(Kind.PASSIVATE));
	}

	/**
	 * Ends the incarnation and the cell, unless a message comes.
	 * @param outcome completed when that is over, with whether the cell has ended
	 */
	void passivate(CompletableFuture<Boolean> outcome) {
		signal(new LifecycleSignal(Kind.PASSIVATE, outcome));
	}

	/**
	 * Ends the incarnation and the cell as soon as it has nothing more to do.
	 */
	void drain() {
		signal(new LifecycleSignal(Kind.DRAIN));
		announceStop();
	}

	@Override
	public void settled() {
		if (isDraining()) {
			signal(new LifecycleSignal(Kind.DRAIN));
		}
	}

	@Override
	public void discard(ExitReason reason) {
		signal(new LifecycleSignal(Kind.DISCARD, reason));
	}

	@Override
	public void unblock() {
		Deadlocks.release(this);
	}

	@Override
	public boolean isHeldUpBy(ActorCell<?> actor) {
		Incarnation<A> current = this.incarnation;
		SpawnedActors children = (current != null) ? current.spawned() : null;
		return this == actor || (children != null && children.isHeldUpBy(actor));
	}

	@Override
	public void interrupt() {
		Incarnation<A> current = this.incarnation;
		if (current != null) {
			current.interrupt();
		}
	}

	@Override
	public void abandon() {
		Incarnation<A> current = this.incarnation;
		if (current != null && current.abandon()) {
			cutOff(current);
		}
	}

	/**
	 * From here on this thread owns the cell; who ran it, or was about to, keeps off.
	 * @param current its incarnation, which this thread has just abandoned
	 */
	void cutOff(Incarnation<?> current) {
		Engine engine = this.type.engine();
		engine.abandonments().add(this);
		SupervisionLog.abandoned(path(), current.number());
		engine.publish(new ActorEvent.Abandoned(this.type.name(), path(), current.number()));
		Lifecycle.cutOff(this, current);
		// Not on its dispatcher, whose threads it may be holding.
		engine.execute(new CellRunner(this), Dispatcher.VIRTUAL);
	}

	@Override
	public void watch(Watcher watcher) {
		this.type.engine().watchers().watch(this, watcher);
	}

	@Override
	public void unwatch(Watcher watcher) {
		this.type.engine().watchers().unwatch(this, watcher);
	}

	@Override
	public ActorCell<A> present() {
		return this;
	}

	@Override
	public NodeSnapshot.Actor snapshot(ChildStatus status) {
		return CellSnapshots.of(this, status);
	}

	@Override
	public String toString() {
		return LocalRef.text(this);
	}

}
