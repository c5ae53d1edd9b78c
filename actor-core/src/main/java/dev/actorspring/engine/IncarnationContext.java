package dev.actorspring.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.Group;
import dev.actorspring.Message;
import dev.actorspring.ReplyStream;
import dev.actorspring.Request;
import dev.actorspring.TimerHandle;
import dev.actorspring.engine.stream.FedStream;
import dev.actorspring.engine.stream.OpenStreams;
import dev.actorspring.engine.time.Timer;
import org.jspecify.annotations.Nullable;

/**
 * An incarnation as its instance sees it: the first of an actor, which nearly all have
 * that live, or a {@link LaterIncarnation}.
 *
 * @param <A> the actor class
 */
class IncarnationContext<A> extends Incarnation<A> implements ActorContext<A> {

	IncarnationContext(ActorCell<A> cell, long now) {
		super(cell, now);
	}

	@Override
	int number() {
		return 1;
	}

	@Override
	final ActorContext<A> context() {
		return this;
	}

	@Override
	public final ActorRef<A> self() {
		return cell().self();
	}

	@Override
	public final String key() {
		if (!cell().type().spec().keyed()) {
			throw new IllegalStateException(path() + " is not a keyed actor and has no key");
		}
		return cell().name();
	}

	@Override
	public final int incarnation() {
		return number();
	}

	@Override
	public final Optional<Instant> deadline() {
		return (inHand() instanceof Ask<?> ask) ? Optional.of(Instant.now().plusNanos(ask.deadline() - timer().nanos()))
				: Optional.empty();
	}

	@Override
	public final boolean isCancelled() {
		return inHand() instanceof Ask<?> ask && ask.isOver();
	}

	@Override
	public final void continueWith(Message<? super A> message) {
		Continuations.add(this, message);
	}

	@Override
	public final TimerHandle schedule(Duration delay, Message<? super A> message) {
		return schedule(delay, Duration.ZERO, contexts().capture(), message);
	}

	@Override
	public final TimerHandle scheduleAtFixedRate(Duration delay, Duration period, Message<? super A> message) {
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
	public final TimerHandle schedule(String name, Duration delay, Message<? super A> message) {
		requireNotNegative(delay, "delay");
		return timers().schedule(name, delay, Duration.ZERO, contexts().capture(), message);
	}

	@Override
	public final TimerHandle scheduleAtFixedRate(String name, Duration delay, Duration period,
			Message<? super A> message) {
		requireNotNegative(delay, "delay");
		requireAtLeastATick(period, "period");
		return timers().schedule(name, delay, period, null, message);
	}

	@Override
	public final boolean cancelTimer(String name) {
		return timers().cancel(name);
	}

	@Override
	public final TimerHandle whenIdle(Duration time, Message<? super A> message) {
		requireAtLeastATick(time, "idle time");
		return timers().whenIdle(time, message);
	}

	private Timers timers() {
		return resources().timers(this);
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

	@Override
	public final <T extends @Nullable Object> T await(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		if (isLent()) {
			TurnWait.checkIsHandler(this);
		}
		TurnWait.waitFor(this, future);
		return FutureResults.get(future, path());
	}

	@Override
	public final <B, R extends @Nullable Object> CompletionStage<R> forward(ActorRef<B> actor,
			Request<? super B, ? extends R> request) {
		return Forwarding.of(this, actor, request);
	}

	@Override
	public final <T> void pipe(CompletionStage<T> stage,
			BiFunction<@Nullable T, @Nullable Throwable, ? extends Message<? super A>> toMessage) {
		Objects.requireNonNull(toMessage, "toMessage");
		Pipe<T> pipe = new Pipe<>(this, toMessage, contexts().capture());
		IncarnationResources owned = resources();
		owned.add(pipe);
		if (hasEnded()) {
			owned.detach();
		}
		stage.whenComplete(pipe);
	}

	@Override
	public final <C> ActorRef<C> spawn(ActorSpec<C> spec) {
		if (hasEnded()) {
			throw new IllegalStateException(
					"Cannot spawn " + spec.name() + ": this incarnation of " + path() + " has ended");
		}
		return resources().children(cell()).spawn(spec);
	}

	@Override
	public final <T> ReplyStream<T> stream(int capacity) {
		if (hasEnded()) {
			throw new IllegalStateException("Cannot make a stream: this incarnation of " + path() + " has ended");
		}
		OpenStreams streams = streams();
		FedStream<T> stream = new FedStream<>(streams, capacity);
		streams.add(stream);
		return stream;
	}

	@Override
	public final void watch(ActorRef<?> actor) {
		IncarnationResources owned = resources();
		FutureWatcher.watch(actor, owned.watched().add(owned.handle(this), actor));
	}

	@Override
	public final void unwatch(ActorRef<?> actor) {
		IncarnationResources owned = resources();
		FutureWatcher.unwatch(actor, owned.watched().remove(owned.handle(this), actor));
	}

	@Override
	public final void link(ActorRef<?> actor) {
		if (hasEnded()) {
			throw new IllegalStateException("Cannot link: this incarnation of " + path() + " has ended");
		}
		resources().links(this).link(cell().type().engine().own(actor));
	}

	@Override
	public final void unlink(ActorRef<?> actor) {
		resources().links(this).unlink(actor);
	}

	@Override
	public final Collection<ActorRef<?>> children() {
		SpawnedActors spawned = resources().children();
		return (spawned != null) ? spawned.cells().stream().<ActorRef<?>>map((child) -> child).toList() : List.of();
	}

	@Override
	public final void join(Group<? super A> group) {
		cell().type().engine().memberships().join(this, group);
	}

	@Override
	public final void leave(Group<? super A> group) {
		cell().type().engine().memberships().leave(this, group);
	}

	@Override
	public final void become(Object state) {
		StateMachine.require(this).become(state);
	}

	@Override
	public final Object state() {
		return StateMachine.require(this).state();
	}

	@Override
	public final TimerHandle stateTimeout(Duration time, Message<? super A> message) {
		requireNotNegative(time, "time");
		return StateMachine.require(this).timeout(time, message, contexts().capture());
	}

	@Override
	public final RuntimeException postpone() {
		return Postponing.postpone(this);
	}

	@Override
	public final void handlePostponed() {
		TurnWait.checkIsHandler(this);
		if (!hasEnded()) {
			Postponing.release(this);
		}
	}

	@Override
	public final void stop() {
		this.stopRequested = true;
		announceStop();
	}

	@Override
	public final void stop(ExitReason reason) {
		Objects.requireNonNull(reason, "reason");
		resources().wantedReason = reason;
		stop();
	}

}
