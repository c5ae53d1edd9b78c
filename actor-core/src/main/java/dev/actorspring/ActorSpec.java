package dev.actorspring;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * All that is needed to start an actor, or a family of keyed ones.
 *
 * @param <A> the actor class
 * @param name unique in the system, or for a {@linkplain ActorContext#spawn spawned}
 * child among its siblings; without slashes
 * @param type the class whose {@link Receive} methods handle the messages
 * @param factory makes the incarnations
 * @param keyed whether there is one actor for each key
 * @param dispatcher where its turns run
 * @param mailbox how many messages may wait, and what happens to more
 * @param restart when it is restarted; a keyed actor always is after a crash
 * @param startTimeout how long its factory may take before it is interrupted and the
 * start has failed, more than zero; {@code null} for the start timeout of the system
 * @param shutdownTimeout how long it may take to stop before it is interrupted; zero
 * interrupts at once
 * @param significant whether its end by itself may stop its supervisor, by the
 * supervisor's auto-shutdown
 * @param passivateAfter after how long without messages a keyed actor is stopped to save
 * memory; zero for never
 */
public record ActorSpec<A>(String name, Class<A> type, ActorFactory<A> factory, boolean keyed, Dispatcher dispatcher,
		MailboxSpec mailbox, RestartType restart, @Nullable Duration startTimeout, Duration shutdownTimeout,
		boolean significant, Duration passivateAfter) {

	/**
	 * The mailbox capacity that stands for no limit.
	 */
	public static final int UNBOUNDED = Integer.MAX_VALUE;

	/**
	 * How many messages may wait unless the spec says otherwise.
	 */
	public static final int DEFAULT_MAILBOX_CAPACITY = 1_000;

	/**
	 * How long an actor may take to stop unless the spec says otherwise.
	 */
	public static final Duration DEFAULT_SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * How long a keyed actor may be idle unless the spec says otherwise.
	 */
	public static final Duration DEFAULT_PASSIVATE_AFTER = Duration.ofMinutes(2);

	public ActorSpec {
		Objects.requireNonNull(type, "type");
		Objects.requireNonNull(factory, "factory");
		Objects.requireNonNull(dispatcher, "dispatcher");
		Objects.requireNonNull(restart, "restart");
		check(!name.isBlank() && name.indexOf('/') < 0,
				() -> "The name '" + name + "' of an actor is blank or has a slash",
				"Give the actor a name without slashes.");
		check(mailbox.capacity() > 0,
				() -> "The mailbox of actor '" + name + "' has a capacity of " + mailbox.capacity(),
				"Set a mailbox capacity of at least 1.");
		check(startTimeout == null || startTimeout.isPositive(),
				() -> "Actor '" + name + "' has the start timeout " + startTimeout,
				"Set a start timeout of more than zero.");
		check(!shutdownTimeout.isNegative(), () -> "Actor '" + name + "' has the shutdown timeout " + shutdownTimeout,
				"Set a shutdown timeout of zero or more.");
		check(!significant || restart != RestartType.PERMANENT,
				() -> "Actor '" + name + "' is significant and permanent, but a permanent child is always restarted",
				"Make it TRANSIENT or TEMPORARY, or not significant.");
		check(!passivateAfter.isNegative(), () -> "Actor '" + name + "' is passivated after " + passivateAfter,
				"Set an idle time of zero or more; with zero, keyed actors are kept for good.");
	}

	private static void check(boolean valid, Supplier<String> description, String action) {
		if (!valid) {
			throw new ActorConfigurationException(description.get(), action);
		}
	}

	/**
	 * Describes one actor, with defaults for all that is not given.
	 * @param <A> the actor class
	 * @param name its name
	 * @param type its class
	 * @param factory makes its incarnations
	 * @return the spec
	 */
	public static <A> ActorSpec<A> of(String name, Class<A> type, ActorFactory<A> factory) {
		return new ActorSpec<>(name, type, factory, false, Dispatcher.VIRTUAL, MailboxSpec.DEFAULT,
				RestartType.PERMANENT, null, DEFAULT_SHUTDOWN_TIMEOUT, false, Duration.ZERO);
	}

	/**
	 * Describes a family of keyed actors, with defaults for all that is not given.
	 * @param <A> the actor class
	 * @param name the name of the family
	 * @param type the class of its actors
	 * @param factory makes their incarnations
	 * @return the spec
	 */
	public static <A> ActorSpec<A> keyed(String name, Class<A> type, ActorFactory<A> factory) {
		return new ActorSpec<>(name, type, factory, true, Dispatcher.VIRTUAL, MailboxSpec.DEFAULT,
				RestartType.TRANSIENT, null, DEFAULT_SHUTDOWN_TIMEOUT, false, DEFAULT_PASSIVATE_AFTER);
	}

	/**
	 * The same with another dispatcher.
	 * @param newDispatcher where its turns run
	 * @return a new spec
	 */
	public ActorSpec<A> withDispatcher(Dispatcher newDispatcher) {
		return new ActorSpec<>(this.name, this.type, this.factory, this.keyed, newDispatcher, this.mailbox,
				this.restart, this.startTimeout, this.shutdownTimeout, this.significant, this.passivateAfter);
	}

	/**
	 * The same with another mailbox capacity.
	 * @param newCapacity at least 1, or {@link #UNBOUNDED}
	 * @return a new spec
	 */
	public ActorSpec<A> withMailboxCapacity(int newCapacity) {
		return withMailbox(this.mailbox.withCapacity(newCapacity));
	}

	/**
	 * The same with another mailbox.
	 * @param newMailbox how many messages may wait, and what happens to more
	 * @return a new spec
	 */
	public ActorSpec<A> withMailbox(MailboxSpec newMailbox) {
		return new ActorSpec<>(this.name, this.type, this.factory, this.keyed, this.dispatcher, newMailbox,
				this.restart, this.startTimeout, this.shutdownTimeout, this.significant, this.passivateAfter);
	}

	/**
	 * The same with another restart type.
	 * @param newRestart when it is restarted
	 * @return a new spec
	 */
	public ActorSpec<A> withRestart(RestartType newRestart) {
		return new ActorSpec<>(this.name, this.type, this.factory, this.keyed, this.dispatcher, this.mailbox,
				newRestart, this.startTimeout, this.shutdownTimeout, this.significant, this.passivateAfter);
	}

	/**
	 * The same with another start timeout.
	 * @param newTimeout more than zero
	 * @return a new spec
	 */
	public ActorSpec<A> withStartTimeout(Duration newTimeout) {
		return new ActorSpec<>(this.name, this.type, this.factory, this.keyed, this.dispatcher, this.mailbox,
				this.restart, newTimeout, this.shutdownTimeout, this.significant, this.passivateAfter);
	}

	/**
	 * The same with another shutdown time.
	 * @param newTimeout zero or more
	 * @return a new spec
	 */
	public ActorSpec<A> withShutdownTimeout(Duration newTimeout) {
		return new ActorSpec<>(this.name, this.type, this.factory, this.keyed, this.dispatcher, this.mailbox,
				this.restart, this.startTimeout, newTimeout, this.significant, this.passivateAfter);
	}

	/**
	 * The same with another idle time, for keyed actors.
	 * @param newPassivateAfter zero for never
	 * @return a new spec
	 */
	public ActorSpec<A> withPassivateAfter(Duration newPassivateAfter) {
		return new ActorSpec<>(this.name, this.type, this.factory, this.keyed, this.dispatcher, this.mailbox,
				this.restart, this.startTimeout, this.shutdownTimeout, this.significant, newPassivateAfter);
	}

	/**
	 * The same, significant or not.
	 * @param newSignificant only if it is not permanent
	 * @return a new spec
	 */
	public ActorSpec<A> withSignificant(boolean newSignificant) {
		return new ActorSpec<>(this.name, this.type, this.factory, this.keyed, this.dispatcher, this.mailbox,
				this.restart, this.startTimeout, this.shutdownTimeout, newSignificant, this.passivateAfter);
	}

}
