package dev.actorspring.system;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.TurnLimits;
import dev.actorspring.protocol.LanguageAdapter;
import dev.actorspring.protocol.ParameterAdapter;
import dev.actorspring.protocol.ReplyAdapter;
import dev.actorspring.protocol.StreamAdapter;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.PartitionListener;
import dev.actorspring.spi.Placement;
import dev.actorspring.spi.Scheduler;
import dev.actorspring.supervision.SupervisorSpec;

/**
 * Puts an {@link ActorSystem} together. Not thread-safe. Only this library implements it.
 */
public interface ActorSystemBuilder {

	/**
	 * Adds an actor, or a keyed family. Unless a supervisor claims it, it hangs under the
	 * root.
	 * @param spec how to start it
	 * @return this builder
	 */
	ActorSystemBuilder actor(ActorSpec<?> spec);

	/**
	 * Adds a supervisor. Unless another supervisor claims it, it hangs under the root.
	 * @param spec what it supervises, and how
	 * @return this builder
	 */
	ActorSystemBuilder supervisor(SupervisorSpec spec);

	/**
	 * Sets how long requests without a timeout of their own wait for the reply.
	 * @param timeout more than zero
	 * @return this builder
	 */
	ActorSystemBuilder askTimeout(Duration timeout);

	/**
	 * Sets how long the factories of actors without a start timeout of their own may
	 * take, 30 s by default. One that takes longer is interrupted, and the start has
	 * failed.
	 * @param timeout more than zero
	 * @return this builder
	 */
	ActorSystemBuilder startTimeout(Duration timeout);

	/**
	 * Sets how long turns of actors without limits of their own may take; by default
	 * there are none.
	 * @param limits after which a turn is stuck, and its actor abandoned
	 * @return this builder
	 */
	ActorSystemBuilder turnLimits(TurnLimits limits);

	/**
	 * Replaces the clock.
	 * @param source where to read the time
	 * @return this builder
	 */
	ActorSystemBuilder timeSource(TimeSource source);

	/**
	 * Has messages measured, beside what measures them already. If there is a probe that
	 * is no {@link dev.actorspring.system.SamplingProbe} every message is timed.
	 * @param factory makes the probes
	 * @return this builder
	 */
	ActorSystemBuilder probes(MessageProbe.Factory factory);

	/**
	 * Has events measured, beside what measures them already.
	 * @param probe called for each event that is published
	 * @return this builder
	 */
	ActorSystemBuilder topicProbe(TopicProbe probe);

	/**
	 * Has the handling of messages observed, inside of what observes it already: it
	 * begins after those that were added before, and ends before them.
	 * @param factory makes the observers
	 * @return this builder
	 */
	ActorSystemBuilder observers(TurnObserver.Factory factory);

	/**
	 * Puts something around incarnations and turns, inside of what is around them
	 * already: it begins after those that were added before, and ends before them. For
	 * other modules.
	 * @param factory makes the interceptors
	 * @return this builder
	 */
	ActorSystemBuilder interceptors(ActorInterceptor.Factory factory);

	/**
	 * Replaces the clock and all threads. For tests that run a system step by step; it
	 * leaves out what only makes things fast.
	 * @param scheduler runs every step
	 * @return this builder
	 */
	ActorSystemBuilder scheduler(Scheduler scheduler);

	/**
	 * Lets keyed actors live elsewhere. For other modules.
	 * @param placement knows where
	 * @return this builder
	 */
	ActorSystemBuilder placement(Placement placement);

	/**
	 * Has somebody know which partitions live here. For other modules.
	 * @param listener told so
	 * @return this builder
	 */
	ActorSystemBuilder partitions(PartitionListener listener);

	/**
	 * Has the context of senders carried to the handlers of their messages, beside what
	 * is carried already.
	 * <p>
	 * It is taken when a message is told or asked, and when an actor schedules one for
	 * once or {@linkplain dev.actorspring.ActorContext#pipe pipes}, and is in place while
	 * the message is handled; so it goes on with what the handler sends in turn. What
	 * runs at a fixed rate has none. Actions that depend on the future of a request have
	 * that of the asker in place, if they run on the thread that completes it, and never
	 * that of the turn which answers.
	 * @param contextCarrier takes it and puts it in place
	 * @return this builder
	 */
	ActorSystemBuilder contextCarrier(ContextCarrier contextCarrier);

	/**
	 * Adds somebody to tell of events.
	 * @param listener told on a thread of its own, unless it
	 * {@linkplain ActorEvent.Listener#isImmediate() wants otherwise}
	 * @return this builder
	 */
	ActorSystemBuilder listener(ActorEvent.Listener listener);

	/**
	 * Adds some to tell of events, who are asked for only when the first event happens.
	 * @param supplier called once
	 * @return this builder
	 */
	ActorSystemBuilder listeners(Supplier<? extends List<ActorEvent.Listener>> supplier);

	/**
	 * Lets handlers return another type of asynchronous reply.
	 * @param adapter for one such type
	 * @return this builder
	 */
	ActorSystemBuilder replyAdapter(ReplyAdapter adapter);

	/**
	 * Lets requests be answered with another type of stream.
	 * @param adapter for one such type
	 * @return this builder
	 */
	ActorSystemBuilder streamAdapter(StreamAdapter adapter);

	/**
	 * Lets handlers take parameters besides the message and the
	 * {@link dev.actorspring.ActorContext}.
	 * @param adapter knows some; those added before it are asked first
	 * @return this builder
	 */
	ActorSystemBuilder parameterAdapter(ParameterAdapter adapter);

	/**
	 * Lets handlers be functions of another language that may be suspended in the middle.
	 * @param adapter for one such language
	 * @return this builder
	 */
	ActorSystemBuilder languageAdapter(LanguageAdapter adapter);

	/**
	 * Adds threads that must not wait, such as the event loops of a server.
	 * {@link dev.actorspring.ActorRef#call call} fails on them at once.
	 * @param threads whether a thread must not wait
	 * @return this builder
	 */
	ActorSystemBuilder nonBlocking(Predicate<? super Thread> threads);

	/**
	 * Checks everything and makes the system, without starting it.
	 * @return the system
	 * @throws ActorConfigurationException saying what is wrong and what to change
	 */
	ActorSystem build();

}
