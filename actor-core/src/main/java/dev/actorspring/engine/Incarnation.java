package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.ReplyStream;
import dev.actorspring.TimerHandle;
import dev.actorspring.engine.Mailbox.Position;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;

/**
 * One life of an actor, and the context that its instance sees.
 * <p>
 * The thread that runs user code must find out when it comes back whether it has been
 * abandoned meanwhile. That is decided here: it {@linkplain #hold holds} the incarnation
 * before it touches the cell on any path that a stop can lead to, and whoever abandons
 * the incarnation makes that impossible.
 *
 * @param <A> the actor class
 */
final class Incarnation<A> implements ActorContext<A> {

	private static final byte ACTIVE = 0;

	private static final byte INTERRUPTING = 1;

	private static final byte HELD = 2;

	private static final byte ABANDONED = 3;

	private static final VarHandle GRIP;

	private static final VarHandle BELONGINGS;

	static {
		try {
			GRIP = MethodHandles.lookup().findVarHandle(Incarnation.class, "grip", byte.class);
			BELONGINGS = MethodHandles.lookup().findVarHandle(Incarnation.class, "belongings", Belongings.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final ActorCell<A> cell;

	private final int number;

	/** In tenths of a second since the system began, so that it lasts for years. */
	private final int begun;

	private volatile byte grip;

	/** By whom it may be served right now. Read racily, long after it was set. */
	@Nullable Shift shift;

	/** {@code null} until the factory has made it. */
	@Nullable A instance;

	/** How it ends, once it does. */
	volatile @Nullable Ending ending;

	boolean stopRequested;

	/** For the runner. */
	private boolean lent;

	private volatile boolean killed;

	/** Set by others when there is a signal, as this is where the runner looks. */
	volatile boolean signalled;

	/** {@code null} until it owns something. */
	private volatile @Nullable Belongings belongings;

	Incarnation(ActorCell<A> cell, int number) {
		this.cell = cell;
		this.number = number;
		this.begun = tenths(timer());
	}

	/**
	 * What its handler has in hand. Any thread.
	 * @return a message, an {@link Ask}, or {@code null}
	 */
	@Nullable Object inHand() {
		Shift serving = this.shift;
		return (serving != null) ? serving.inHand : null;
	}

	private static int tenths(Timer timer) {
		return (int) ((timer.nanos() - timer.origin()) / 100_000_000);
	}

	/**
	 * How long it has lasted. Any thread.
	 * @return to a tenth of a second
	 */
	Duration age() {
		return Duration.ofMillis(Integer.toUnsignedLong(tenths(timer()) - this.begun) * 100);
	}

	ActorCell<A> cell() {
		return this.cell;
	}

	/**
	 * The turn that waits in the middle, if one does. Any thread.
	 * @return the turn, or {@code null}
	 */
	@Nullable Suspension suspension() {
		Belongings owned = this.belongings;
		return (owned != null) ? owned.suspension : null;
	}

	/**
	 * Notes which turn waits in the middle. Runner only.
	 * @param turn the turn, or {@code null} if none does any more
	 */
	void suspend(@Nullable Suspension turn) {
		if (turn != null || this.belongings != null) {
			belongings().suspension = turn;
		}
	}

	/**
	 * How far turns that wait have looked through the mailbox. Runner only.
	 * @return the same for all of them
	 */
	Position position() {
		return belongings().position();
	}

	@Nullable SpawnedActors children() {
		Belongings owned = this.belongings;
		return (owned != null) ? owned.children() : null;
	}

	private Belongings belongings() {
		Belongings present = this.belongings;
		if (present == null) {
			Belongings fresh = new Belongings();
			// Not only the runner needs them: an asynchronous reply may be a stream.
			present = BELONGINGS.compareAndSet(this, null, fresh) ? fresh : this.belongings;
		}
		return Objects.requireNonNull(present);
	}

	/**
	 * Stops what it has spawned.
	 * @param then called when nothing of it is left
	 */
	void stopChildren(Runnable then) {
		SpawnedActors group = children();
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
		Belongings owned = this.belongings;
		if (owned != null) {
			owned.endReplies(reason);
		}
	}

	/**
	 * Lets a turn that feeds a stream know that the actor is about to stop. Any thread.
	 */
	void announceStop() {
		Belongings owned = this.belongings;
		if (owned != null) {
			owned.announceStop();
		}
	}

	/**
	 * Whether somebody subscribes to one of its streams.
	 * @return a best effort while subscribers come and go
	 */
	boolean hasSubscribers() {
		Belongings owned = this.belongings;
		return owned != null && owned.haveSubscribers();
	}

	/**
	 * Whether it owes somebody a reply that is to come later.
	 * @return a best effort while replies come
	 */
	boolean hasPromises() {
		Belongings owned = this.belongings;
		return owned != null && owned.havePromises();
	}

	/**
	 * The streams that end with it. Any thread.
	 * @return open for more unless it is gone
	 */
	private OpenStreams streams() {
		OpenStreams streams = belongings().streams(this.cell);
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
		Belongings owned = belongings();
		Promises promises = owned.promises(this.cell);
		Shift serving = this.shift;
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
		Belongings owned = this.belongings;
		Promises promises = (owned != null) ? owned.promises() : null;
		return (promises != null) ? promises.askedFor(ask) : null;
	}

	/**
	 * Has those let go of it that may outlive it.
	 */
	void detach() {
		Belongings owned = this.belongings;
		if (owned != null) {
			owned.detach();
		}
	}

	/**
	 * Runs code of the actor's in between two turns, which makes a message. Runner only.
	 * @param origin what it has in hand meanwhile
	 * @param code makes the message
	 * @return the message
	 */
	Message<?> make(SelfMessage origin, Supplier<Message<?>> code) {
		Shift serving = Objects.requireNonNull(this.shift);
		Object before = serving.inHand;
		serving.inHand = origin;
		try {
			return code.get();
		}
		finally {
			serving.inHand = before;
			serving.clearInterrupt();
		}
	}

	private ExitReason reasonOfEnd() {
		Ending how = this.ending;
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
		Shift serving = this.shift;
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
		return this.grip == ABANDONED || this.cell.incarnation() != this;
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

	// Who may touch the cell.

	/**
	 * Makes sure that the incarnation is not abandoned until {@link #letGo}. Runner only.
	 * @return {@code false} if it has been abandoned: the caller must not touch the cell
	 */
	boolean hold() {
		for (;;) {
			if (GRIP.compareAndSet(this, ACTIVE, HELD)) {
				return true;
			}
			if (this.grip == ABANDONED) {
				return false;
			}
			Thread.onSpinWait();
		}
	}

	void letGo() {
		GRIP.compareAndSet(this, HELD, ACTIVE);
	}

	/**
	 * Interrupts what it is doing, or waiting for.
	 */
	void interrupt() {
		this.killed = true;
		Suspension suspended = suspension();
		if (suspended != null) {
			suspended.wake();
		}
		if (GRIP.compareAndSet(this, ACTIVE, INTERRUPTING)) {
			interruptThread();
			this.grip = ACTIVE;
		}
	}

	/**
	 * Interrupts what takes longer than it may, if it still does.
	 * @param watchdog watches over it
	 */
	void interrupt(Watchdog watchdog) {
		if (GRIP.compareAndSet(this, ACTIVE, INTERRUPTING)) {
			if (watchdog.isOn()) {
				this.killed = true;
				interruptThread();
			}
			this.grip = ACTIVE;
		}
	}

	private void interruptThread() {
		Shift serving = this.shift;
		Thread thread = (serving != null) ? serving.thread : null;
		if (thread != null) {
			thread.interrupt();
		}
	}

	/**
	 * Cuts the incarnation off from its cell.
	 * @return {@code false} if its runner is back, and will see the stop by itself
	 */
	boolean abandon() {
		return GRIP.compareAndSet(this, ACTIVE, ABANDONED);
	}

	/**
	 * Cuts the incarnation off from its cell, if something still takes longer than it
	 * may.
	 * @param watchdog watches over it
	 * @return {@code false} if its runner is back
	 */
	boolean abandon(Watchdog watchdog) {
		if (!GRIP.compareAndSet(this, ACTIVE, INTERRUPTING)) {
			return false;
		}
		boolean late = watchdog.isOn();
		this.grip = late ? ABANDONED : ACTIVE;
		return late;
	}

	/**
	 * Leaves its thread to others, and takes an interrupt along that was meant for it.
	 */
	void leave() {
		if (this.killed) {
			while (this.grip == INTERRUPTING) {
				Thread.onSpinWait();
			}
			Thread.interrupted();
		}
	}

	/**
	 * Answers the requests that it can no longer answer itself.
	 */
	void terminateInHand() {
		terminate(inHand());
		Suspension suspended = suspension();
		if (suspended != null) {
			terminate(suspended.inHand());
		}
	}

	private void terminate(@Nullable Object payload) {
		if (payload instanceof Ask<?> ask) {
			ask.terminatedElsewhere(path(), "it was abandoned while handling it");
		}
	}

	boolean isAbandoned() {
		return this.grip == ABANDONED;
	}

	boolean isKilled() {
		return this.killed;
	}

	/**
	 * What crashed it in an interleaved handler: the turn that waits must not go on.
	 * @return the crash, or {@code null}
	 */
	@Nullable Throwable interleavedCrash() {
		Suspension suspended = suspension();
		return (suspended != null) ? suspended.crash() : null;
	}

	// What the instance sees.

	@Override
	public ActorRef<A> self() {
		return this.cell.self();
	}

	@Override
	public String path() {
		return this.cell.path();
	}

	@Override
	public String key() {
		if (!this.cell.type().spec().keyed()) {
			throw new IllegalStateException(path() + " is not a keyed actor and has no key");
		}
		return this.cell.name();
	}

	@Override
	public int incarnation() {
		return this.number;
	}

	@Override
	public Optional<Instant> deadline() {
		return (inHand() instanceof Ask<?> ask) ? Optional.of(Instant.now().plusNanos(ask.deadline() - timer().nanos()))
				: Optional.empty();
	}

	@Override
	public boolean isCancelled() {
		return inHand() instanceof Ask<?> ask && ask.isOver();
	}

	@Override
	public TimerHandle schedule(Duration delay, Message<? super A> message) {
		return schedule(delay, Duration.ZERO, contexts().capture(), message);
	}

	@Override
	public TimerHandle scheduleAtFixedRate(Duration delay, Duration period, Message<? super A> message) {
		requireAtLeastATick(period, "period");
		// No context: what goes on for ever is not part of what began it.
		return schedule(delay, period, null, message);
	}

	private TimerHandle schedule(Duration delay, Duration period, @Nullable Object context, Message<?> message) {
		requireNotNegative(delay, "delay");
		SelfMessage.Scheduled scheduled = new SelfMessage.Scheduled(timer(), this, message, context, period);
		scheduled.after(delay);
		return scheduled;
	}

	@Override
	public TimerHandle schedule(String name, Duration delay, Message<? super A> message) {
		requireNotNegative(delay, "delay");
		return timers().schedule(name, delay, Duration.ZERO, contexts().capture(), message);
	}

	@Override
	public TimerHandle scheduleAtFixedRate(String name, Duration delay, Duration period, Message<? super A> message) {
		requireNotNegative(delay, "delay");
		requireAtLeastATick(period, "period");
		return timers().schedule(name, delay, period, null, message);
	}

	@Override
	public boolean cancelTimer(String name) {
		return timers().cancel(name);
	}

	@Override
	public TimerHandle whenIdle(Duration time, Message<? super A> message) {
		requireAtLeastATick(time, "idle time");
		return timers().whenIdle(time, message);
	}

	private Timers timers() {
		return belongings().timers(this);
	}

	private static void requireAtLeastATick(Duration duration, String name) {
		if (Timer.saturatedNanos(duration) < Timer.TICK) {
			throw new IllegalArgumentException("The " + name + " is " + duration + " but must be at least 10 ms");
		}
	}

	private static void requireNotNegative(Duration duration, String name) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("The " + name + " is " + duration + " but must not be negative");
		}
	}

	private Timer timer() {
		return this.cell.type().engine().timer();
	}

	private Contexts contexts() {
		return this.cell.type().engine().contexts();
	}

	@Override
	public <T extends @Nullable Object> T await(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		if (this.lent) {
			checkIsHandler();
		}
		waitFor(future);
		return Results.get(future, path());
	}

	/**
	 * Suspends the turn until a future is done, or blocks where there is none. Runner
	 * only.
	 * @param future what to wait for
	 */
	void waitFor(CompletableFuture<?> future) {
		if (future.isDone()) {
			return;
		}
		checkMayWait();
		if (this.instance != null && this.ending == null && !this.lent) {
			new Suspension(this, future).run();
		}
		else {
			// It is being made or destroyed, or is in between two turns.
			block(future);
		}
	}

	/**
	 * Waits without handling anything meanwhile. Runner only.
	 */
	private void block(CompletableFuture<?> future) {
		if (future instanceof Ask<?> ask) {
			CallCycles.check(ask, this.cell);
		}
		Deadlocks.release(this.cell, future);
		Results.block(future, path());
	}

	/**
	 * Refuses to wait where that could never end well.
	 * @throws IllegalStateException saying what to do instead
	 */
	void checkMayWait() {
		if (this.cell.type().spec().dispatcher() == Dispatcher.COMPUTE) {
			throw new IllegalStateException(path() + " runs on the COMPUTE dispatcher and must not wait: " + (this.lent
					? "in an action on a future that it completes use ask and thenCompose, or one of the Async variants"
					: "use ask and context.pipe, or run it on the VIRTUAL dispatcher"));
		}
		if (this.lent) {
			return;
		}
		if (suspension() != null) {
			throw new IllegalStateException(path() + " is handling an interleaved message and must not wait: "
					+ "use ask and context.pipe, or take interleave off the handler");
		}
		checkIsHandler();
	}

	private void checkIsHandler() {
		if (Engine.current() != this) {
			throw new IllegalStateException("Only a handler of " + path() + " can wait on its context");
		}
	}

	@Override
	public <T> void pipe(CompletionStage<T> stage,
			BiFunction<@Nullable T, @Nullable Throwable, ? extends Message<? super A>> toMessage) {
		Objects.requireNonNull(toMessage, "toMessage");
		Pipe<T> pipe = new Pipe<>(this, toMessage, contexts().capture());
		Belongings owned = belongings();
		owned.add(pipe);
		if (hasEnded()) {
			owned.detach();
		}
		stage.whenComplete(pipe);
	}

	@Override
	public <C> ActorRef<C> spawn(ActorSpec<C> spec) {
		if (hasEnded()) {
			throw new IllegalStateException(
					"Cannot spawn " + spec.name() + ": this incarnation of " + path() + " has ended");
		}
		return belongings().children(this.cell).spawn(spec);
	}

	@Override
	public <T> ReplyStream<T> stream(int capacity) {
		if (hasEnded()) {
			throw new IllegalStateException("Cannot make a stream: this incarnation of " + path() + " has ended");
		}
		OpenStreams streams = streams();
		FedStream<T> stream = new FedStream<>(streams, capacity);
		streams.add(stream);
		return stream;
	}

	@Override
	public void watch(ActorRef<?> actor) {
		if (!(actor instanceof Watchable watchable)) {
			throw new IllegalArgumentException("Cannot watch " + actor.path() + ": it is not a ref of this system");
		}
		watchable.watch(new Watcher(belongings().handle(this), actor));
	}

	/**
	 * Notes that it hears of the end of a cell that it watches. Any thread.
	 * @param watched the cell
	 * @return {@code false} if it has heard of that before
	 */
	boolean learnsOfEnd(ActorCell<?> watched) {
		return belongings().learnsOfEnd(watched);
	}

	@Override
	public void stop() {
		this.stopRequested = true;
		announceStop();
	}

}
