package dev.actorspring;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * What an incarnation knows of itself and can ask of the system. Belongs to one
 * incarnation and may be used only by its handlers, except {@link #self()},
 * {@link #path()}, {@link #key()} and {@link #incarnation()}, which any thread may call.
 *
 * @param <A> the actor class
 */
public interface ActorContext<A> {

	/**
	 * The actor's own address, valid across restarts.
	 * @return the ref to hand to others
	 */
	ActorRef<A> self();

	/**
	 * The path of {@link #self()}.
	 * @return the path, without a leading slash
	 */
	String path();

	/**
	 * The key of a keyed actor.
	 * @return the key
	 * @throws IllegalStateException if the actor is not keyed
	 */
	String key();

	/**
	 * The number of this incarnation: 1 for the first, one more for each restart.
	 * @return the number
	 */
	int incarnation();

	/**
	 * Until when the asker of the request in hand waits for the reply. Asks made while
	 * handling it get no more time than is left until then.
	 * @return the time, or empty while handling a plain message
	 */
	Optional<Instant> deadline();

	/**
	 * Whether nobody waits for the reply to the request in hand any more: its asker has
	 * cancelled it, or its time is up. A handler that takes long may look here whether it
	 * need go on.
	 * @return {@code false} while handling a plain message
	 */
	boolean isCancelled();

	/**
	 * Has this actor handle a message to itself next, before anything that is in its
	 * mailbox. In the constructor that is right after the start, which is over by then:
	 * what takes long is no part of it, and a crash is one of a running actor. In a
	 * handler it is after the present turn. Several come in their order. Gone with the
	 * incarnation.
	 * @param message what to handle
	 * @throws IllegalStateException if this is neither the constructor nor a handler
	 */
	void continueWith(Message<? super A> message);

	/**
	 * Sends a message to self after a delay. It is gone with the incarnation.
	 * @param delay zero or more; rounded up to the timer's resolution of 10 ms
	 * @param message what to send
	 * @return to cancel it
	 */
	TimerHandle schedule(Duration delay, Message<? super A> message);

	/**
	 * Sends a message to self again and again at a fixed rate. A tick is left out while
	 * the one before it still waits in the mailbox. Gone with the incarnation.
	 * @param delay until the first, zero or more
	 * @param period between one and the next, at least 10 ms
	 * @param message what to send
	 * @return to cancel it
	 */
	TimerHandle scheduleAtFixedRate(Duration delay, Duration period, Message<? super A> message);

	/**
	 * Sends a message to self after a delay, under a name. Takes the place of what was
	 * scheduled under that name, also of a message that is in the mailbox already. Gone
	 * with the incarnation.
	 * @param name any name, unique among this actor's timers
	 * @param delay zero or more; rounded up to the timer's resolution of 10 ms
	 * @param message what to send
	 * @return to cancel it
	 */
	TimerHandle schedule(String name, Duration delay, Message<? super A> message);

	/**
	 * Sends a message to self again and again at a fixed rate, under a name. Takes the
	 * place of what was scheduled under that name, also of a message that is in the
	 * mailbox already. Gone with the incarnation.
	 * @param name any name, unique among this actor's timers
	 * @param delay until the first, zero or more
	 * @param period between one and the next, at least 10 ms
	 * @param message what to send
	 * @return to cancel it
	 */
	TimerHandle scheduleAtFixedRate(String name, Duration delay, Duration period, Message<? super A> message);

	/**
	 * Cancels the timer of a name. Once this has returned its message is not handled any
	 * more, even if it is in the mailbox already.
	 * @param name the name
	 * @return {@code false} if there is no such timer, or its only message was handled
	 */
	boolean cancelTimer(String name);

	/**
	 * Sends a message to self when this actor has handled nothing for a while, and
	 * neither waits in the middle of a turn nor owes a reply. Comes once for each such
	 * while: again only after another message was handled. There is one such signal at a
	 * time, and the latest call counts. Gone with the incarnation.
	 * @param time how long, at least 10 ms
	 * @param message what to send
	 * @return to cancel it
	 */
	TimerHandle whenIdle(Duration time, Message<? super A> message);

	/**
	 * Waits for a stage, suspending this turn and no platform thread. Meanwhile only
	 * handlers marked {@link Receive#interleave() interleave} run. A circle of actors
	 * that wait for each other is found, and fails at once, if the stage is what
	 * {@link ActorRef#ask ask} has returned; one made from that may hide it until the
	 * time is up.
	 * @param <T> the type of the value
	 * @param stage what to wait for
	 * @return its value
	 * @throws DeclinedException if it failed with a checked exception, which is the
	 * cause; an unchecked one is thrown as itself
	 * @throws IllegalStateException if the actor must not wait: on
	 * {@link Dispatcher#COMPUTE}, or in an interleaved handler
	 */
	<T extends @Nullable Object> T await(CompletionStage<T> stage);

	/**
	 * Leaves the reply to the request in hand to another actor, which answers the asker
	 * itself: with its reply, or with what it fails with, whether or not this handler
	 * declares that. The deadline stays that of the first request, and whoever cancels
	 * that cancels this. Nothing happens before the handler has returned what this gives
	 * it; from then on this actor owes nothing, and may crash, stop or be passivated. A
	 * request that was sent with {@link ActorRef#tell tell} is passed on the same way.
	 * @param <B> the class of the other actor
	 * @param <R> the type of the reply
	 * @param actor who is to answer
	 * @param request what that is asked; also the one in hand, if the other actor
	 * understands it
	 * @return what the handler has to return as it is, and good for nothing else
	 * @throws IllegalStateException if there is no request in hand, if its handler does
	 * not return a {@code CompletionStage}, or if its outcome is kept here
	 */
	<B, R extends @Nullable Object> CompletionStage<R> forward(ActorRef<B> actor,
			Request<? super B, ? extends R> request);

	/**
	 * Turns the completion of a stage into a message to self, so that the actor can go on
	 * meanwhile. Nothing comes of it once the incarnation has ended, and a stage that is
	 * never completed keeps nothing of the incarnation.
	 * @param <T> the type of the value
	 * @param stage what to listen to
	 * @param toMessage makes the message from the value, or from the failure; called when
	 * that is the next in the mailbox, as a part of the turn that handles the message, so
	 * it may use the actor, and if it throws that crashes
	 */
	<T> void pipe(CompletionStage<T> stage,
			BiFunction<@Nullable T, @Nullable Throwable, ? extends Message<? super A>> toMessage);

	/**
	 * Makes a stream for a reply of type {@link java.util.concurrent.Flow.Publisher}: the
	 * handler returns it, the actor keeps it and feeds it in later turns. It ends with
	 * this incarnation, also if it never gets a subscriber; one that is not handed out is
	 * to be completed. While somebody subscribes to it, a keyed actor is not passivated.
	 * @param <T> the type of the items
	 * @param capacity how many items may wait for the subscriber, at least 1
	 * @return the stream, without a subscriber
	 */
	<T> ReplyStream<T> stream(int capacity);

	/**
	 * Starts an actor under this one. It is restarted by its own rules and stopped with
	 * this incarnation. Of many that are alike, one spec is kept best and given
	 * {@linkplain ActorSpec#withName names}.
	 * @param <C> the class of the child
	 * @param spec what to start; its name is unique among this actor's children
	 * @return its ref, at once: the child starts in the background
	 * @throws IllegalArgumentException if a child of that name is there already
	 */
	<C> ActorRef<C> spawn(ActorSpec<C> spec);

	/**
	 * Asks to be told with {@link Terminated} when an actor has ended for good, once
	 * however often this is called, and at once if it already has. Neither restarts nor
	 * the passivation of a keyed actor are ends. When the message comes the name of the
	 * actor is free.
	 * @param actor whom to watch; of a keyed one the next end is told
	 */
	void watch(ActorRef<?> actor);

	/**
	 * Does not want to be told of an end any more: no {@link Terminated} of that actor is
	 * handled after this has returned, also if one waits in the mailbox already. It may
	 * be watched again.
	 * @param actor whom it may have watched, under an equal ref
	 */
	void unwatch(ActorRef<?> actor);

	/**
	 * Links this incarnation with that of another actor, once however often this is
	 * called, in both directions: when one of them ends with any reason but
	 * {@link ExitReason.Normal}, the other ends with {@link ExitReason.Linked}, after the
	 * turn that it has in hand, and whoever supervises each of them decides what then. A
	 * restart is an end. One whose class handles {@link Exited} is told instead, of
	 * normal ends too, and does not end.
	 * @param actor whom, on this node; if it does not run, which for a keyed one is also
	 * if it is not active, that counts as its end
	 * @throws IllegalArgumentException if it is no ref of this system
	 * @throws IllegalStateException if it lives on another node
	 */
	void link(ActorRef<?> actor);

	/**
	 * Undoes a link, whichever of the two has asked for it: once this has returned, this
	 * incarnation does not end with the other any more, also if that has ended already.
	 * An {@link Exited} that waits in the mailbox still comes.
	 * @param actor with whom it may be linked
	 */
	void unlink(ActorRef<?> actor);

	/**
	 * What this incarnation has {@linkplain #spawn spawned}, and has not ended for good.
	 * @return a copy, in no order
	 */
	Collection<ActorRef<?>> children();

	/**
	 * Joins a group, once however often this is called. Ends with the incarnation: one
	 * that is always to be a member joins in its constructor.
	 * @param group for a type that this actor is of
	 */
	void join(Group<? super A> group);

	/**
	 * Leaves a group. What was sent to the group before may still come.
	 * @param group which it may have joined
	 */
	void leave(Group<? super A> group);

	/**
	 * Chooses the {@linkplain States state} of the actor, from now on: what interleaves
	 * with this turn sees it as well. When the turn is over, what the state does at its
	 * {@link OnEntry entry} is done, and then all that was postponed is handled, in its
	 * order and before anything else that waits.
	 * @param state one of the actor's states; an instance that was chosen before begins
	 * anew
	 * @throws IllegalStateException if the running method does not declare with
	 * {@link Becomes} that this state may follow, or if none runs
	 * @throws IllegalArgumentException if it is not one of the actor's states
	 */
	void become(Object state);

	/**
	 * The state that the actor is in.
	 * @return what was chosen last
	 * @throws IllegalStateException if none was chosen yet, or the actor has no
	 * {@link States}
	 */
	Object state();

	/**
	 * Sends a message to self after a time, unless the state changes before that. There
	 * is one at a time, and the latest call counts. Gone with the incarnation.
	 * @param time zero or more; rounded up to the timer's resolution of 10 ms
	 * @param message what to send
	 * @return to cancel it
	 * @throws IllegalStateException if the actor has no {@link States}
	 */
	TimerHandle stateTimeout(Duration time, Message<? super A> message);

	/**
	 * Puts the message in hand aside: {@code throw context.postpone()}. It is not
	 * answered and counts as not handled; what the turn has done to the actor stays done.
	 * It comes again, with all that was put aside and before anything else that waits, in
	 * its order, after the next {@link #become} or {@link #handlePostponed}, or when
	 * another incarnation has begun. Until then it is one of those that wait, which it
	 * may still be withdrawn from. No more are put aside than may wait in the mailbox;
	 * what comes beyond that is refused, or with {@link Overflow#DROP_OLDEST} the oldest
	 * of them is dropped.
	 * @return what to throw, by the handler itself and before it has returned
	 * @throws IllegalStateException if no message is in hand
	 */
	RuntimeException postpone();

	/**
	 * Has all that was {@linkplain #postpone put aside} handled after this turn, before
	 * anything else that waits. For actors without {@link States}, whose state is where
	 * they keep it.
	 */
	void handlePostponed();

	/**
	 * Ends this actor normally after the present turn.
	 */
	void stop();

	/**
	 * Ends this incarnation after the present turn, with a reason: whoever supervises it
	 * treats that as it treats a crash or a normal exit, by the
	 * {@linkplain ExitReason#isAbnormal() reason}. The request in hand is answered with
	 * what the handler returns.
	 * @param reason {@link ExitReason.Error} for what is wrong with the actor, though it
	 * has not thrown it; the last that is given counts, and goes before {@link #stop()}
	 */
	void stop(ExitReason reason);

}
