package dev.actorspring;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * All that is needed to start an actor, or a family of keyed ones. Immutable; equal to
 * another that says the same, with the same factory.
 *
 * @param <A> the actor class
 */
public final class ActorSpec<A> {

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

	private final String name;

	private final Class<A> type;

	private final ActorFactory<A> factory;

	private final boolean keyed;

	private final Dispatcher dispatcher;

	private final MailboxSpec mailbox;

	private final RestartType restart;

	private final @Nullable Duration startTimeout;

	private final Duration shutdownTimeout;

	private final boolean significant;

	private final Duration passivateAfter;

	private final @Nullable RestartLimit restartLimit;

	private final @Nullable Backoff backoff;

	private final @Nullable PoolSpec pool;

	private final @Nullable TurnLimits turnLimits;

	private ActorSpec(Draft<A> draft) {
		this.name = draft.name;
		this.type = Objects.requireNonNull(draft.type, "type");
		this.factory = Objects.requireNonNull(draft.factory, "factory");
		this.keyed = draft.keyed;
		this.dispatcher = Objects.requireNonNull(draft.dispatcher, "dispatcher");
		this.mailbox = draft.mailbox;
		this.restart = Objects.requireNonNull(draft.restart, "restart");
		this.startTimeout = draft.startTimeout;
		this.shutdownTimeout = draft.shutdownTimeout;
		this.significant = draft.significant;
		this.passivateAfter = draft.passivateAfter;
		this.restartLimit = draft.restartLimit;
		this.backoff = draft.backoff;
		this.pool = draft.pool;
		this.turnLimits = draft.turnLimits;
		check(!this.name.isBlank() && this.name.indexOf('/') < 0,
				() -> "The name '" + this.name + "' of an actor is blank or has a slash",
				"Give the actor a name without slashes.");
		check(this.mailbox.capacity() > 0,
				() -> "The mailbox of actor '" + this.name + "' has a capacity of " + this.mailbox.capacity(),
				"Set a mailbox capacity of at least 1.");
		check(this.startTimeout == null || this.startTimeout.isPositive(),
				() -> "Actor '" + this.name + "' has the start timeout " + this.startTimeout,
				"Set a start timeout of more than zero.");
		check(!this.shutdownTimeout.isNegative(),
				() -> "Actor '" + this.name + "' has the shutdown timeout " + this.shutdownTimeout,
				"Set a shutdown timeout of zero or more.");
		check(!this.significant || this.restart != RestartType.PERMANENT,
				() -> "Actor '" + this.name
						+ "' is significant and permanent, but a permanent child is always restarted",
				"Make it TRANSIENT or TEMPORARY, or not significant.");
		check(!this.passivateAfter.isNegative(),
				() -> "Actor '" + this.name + "' is passivated after " + this.passivateAfter,
				"Set an idle time of zero or more; with zero, keyed actors are kept for good.");
		check(this.pool == null || !this.keyed, () -> "'" + this.name + "' is a pool, but keyed",
				"Make it one or the other: a keyed actor is one for each key, and in order by itself.");
		check(this.pool == null || this.restart == RestartType.PERMANENT,
				() -> "'" + this.name + "' is a pool, but " + this.restart,
				"Make it PERMANENT: a pool replaces each worker that ends.");
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
		return new ActorSpec<>(new Draft<>(name, type, factory));
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
		Draft<A> draft = new Draft<>(name, type, factory);
		draft.keyed = true;
		draft.restart = RestartType.TRANSIENT;
		draft.passivateAfter = DEFAULT_PASSIVATE_AFTER;
		return new ActorSpec<>(draft);
	}

	/**
	 * The name, unique in the system, or for a {@linkplain ActorContext#spawn spawned}
	 * child among its siblings.
	 * @return without slashes
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The class whose {@link Receive} methods handle the messages.
	 * @return the actor class
	 */
	public Class<A> type() {
		return this.type;
	}

	/**
	 * What makes the incarnations.
	 * @return the factory
	 */
	public ActorFactory<A> factory() {
		return this.factory;
	}

	/**
	 * Whether there is one actor for each key.
	 * @return {@code false} if there is only one
	 */
	public boolean keyed() {
		return this.keyed;
	}

	/**
	 * Where the turns run.
	 * @return the dispatcher
	 */
	public Dispatcher dispatcher() {
		return this.dispatcher;
	}

	/**
	 * How many messages may wait, and what happens to more.
	 * @return the mailbox
	 */
	public MailboxSpec mailbox() {
		return this.mailbox;
	}

	/**
	 * When it is restarted; a keyed actor always is after a crash.
	 * @return the restart type
	 */
	public RestartType restart() {
		return this.restart;
	}

	/**
	 * How long the factory may take before it is interrupted and the start has failed.
	 * @return more than zero; {@code null} for the start timeout of the system
	 */
	public @Nullable Duration startTimeout() {
		return this.startTimeout;
	}

	/**
	 * How long its turns may take.
	 * @return {@code null} for the limits of the system
	 */
	public @Nullable TurnLimits turnLimits() {
		return this.turnLimits;
	}

	/**
	 * How long it may take to stop before it is interrupted.
	 * @return zero interrupts at once
	 */
	public Duration shutdownTimeout() {
		return this.shutdownTimeout;
	}

	/**
	 * Whether its end by itself may stop its supervisor, by the supervisor's
	 * auto-shutdown.
	 * @return only if it is not permanent
	 */
	public boolean significant() {
		return this.significant;
	}

	/**
	 * After how long without messages a keyed actor is stopped to save memory.
	 * @return zero for never
	 */
	public Duration passivateAfter() {
		return this.passivateAfter;
	}

	/**
	 * How often it may be restarted, counted for itself.
	 * @return {@code null} if its supervisor says so; a keyed or spawned actor is then
	 * restarted three times within five seconds before it backs off
	 */
	public @Nullable RestartLimit restartLimit() {
		return this.restartLimit;
	}

	/**
	 * How long to wait when it ends more often, if whoever supervises it backs off.
	 * @return {@code null} for what its supervisor says, or the default
	 */
	public @Nullable Backoff backoff() {
		return this.backoff;
	}

	/**
	 * Whether it is a pool, and of what kind.
	 * @return {@code null} for one actor
	 */
	public @Nullable PoolSpec pool() {
		return this.pool;
	}

	/**
	 * The same under another name.
	 * @param newName without slashes
	 * @return a new spec
	 */
	public ActorSpec<A> withName(String newName) {
		return new ActorSpec<>(new Draft<>(newName, this));
	}

	/**
	 * The same with another factory, which may call the one that it replaces.
	 * @param newFactory makes the incarnations
	 * @return a new spec
	 */
	public ActorSpec<A> withFactory(ActorFactory<A> newFactory) {
		Draft<A> draft = new Draft<>(this);
		draft.factory = newFactory;
		return new ActorSpec<>(draft);
	}

	/**
	 * The same with another dispatcher.
	 * @param newDispatcher where its turns run
	 * @return a new spec
	 */
	public ActorSpec<A> withDispatcher(Dispatcher newDispatcher) {
		Draft<A> draft = new Draft<>(this);
		draft.dispatcher = newDispatcher;
		return new ActorSpec<>(draft);
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
		Draft<A> draft = new Draft<>(this);
		draft.mailbox = newMailbox;
		return new ActorSpec<>(draft);
	}

	/**
	 * The same with another restart type.
	 * @param newRestart when it is restarted
	 * @return a new spec
	 */
	public ActorSpec<A> withRestart(RestartType newRestart) {
		Draft<A> draft = new Draft<>(this);
		draft.restart = newRestart;
		return new ActorSpec<>(draft);
	}

	/**
	 * The same with another start timeout.
	 * @param newTimeout more than zero
	 * @return a new spec
	 */
	public ActorSpec<A> withStartTimeout(Duration newTimeout) {
		Draft<A> draft = new Draft<>(this);
		draft.startTimeout = newTimeout;
		return new ActorSpec<>(draft);
	}

	/**
	 * The same with other limits on its turns.
	 * @param newLimits how long turns may take
	 * @return a new spec
	 */
	public ActorSpec<A> withTurnLimits(TurnLimits newLimits) {
		Draft<A> draft = new Draft<>(this);
		draft.turnLimits = newLimits;
		return new ActorSpec<>(draft);
	}

	/**
	 * The same with another shutdown time.
	 * @param newTimeout zero or more
	 * @return a new spec
	 */
	public ActorSpec<A> withShutdownTimeout(Duration newTimeout) {
		Draft<A> draft = new Draft<>(this);
		draft.shutdownTimeout = newTimeout;
		return new ActorSpec<>(draft);
	}

	/**
	 * The same with another idle time, for keyed actors.
	 * @param newPassivateAfter zero for never
	 * @return a new spec
	 */
	public ActorSpec<A> withPassivateAfter(Duration newPassivateAfter) {
		Draft<A> draft = new Draft<>(this);
		draft.passivateAfter = newPassivateAfter;
		return new ActorSpec<>(draft);
	}

	/**
	 * The same with an intensity of its own: its restarts are counted in a window for
	 * itself, of a keyed family for each key, and no longer in that of its supervisor.
	 * When they are too many its supervisor gives up as ever.
	 * @param restarts zero or more
	 * @param within the length of the window, more than zero
	 * @return a new spec
	 */
	public ActorSpec<A> withIntensity(int restarts, Duration within) {
		Draft<A> draft = new Draft<>(this);
		draft.restartLimit = new RestartLimit(restarts, within);
		return new ActorSpec<>(draft);
	}

	/**
	 * The same with a backoff of its own, which goes before that of its supervisor.
	 * @param newBackoff how long to wait when it ends too often
	 * @return a new spec
	 */
	public ActorSpec<A> withBackoff(Backoff newBackoff) {
		Draft<A> draft = new Draft<>(this);
		draft.backoff = newBackoff;
		return new ActorSpec<>(draft);
	}

	/**
	 * The same, significant or not.
	 * @param newSignificant only if it is not permanent
	 * @return a new spec
	 */
	public ActorSpec<A> withSignificant(boolean newSignificant) {
		Draft<A> draft = new Draft<>(this);
		draft.significant = newSignificant;
		return new ActorSpec<>(draft);
	}

	/**
	 * The same as a pool of equal workers behind one ref, or as one actor.
	 * @param newPool of what kind, or {@code null} for one actor
	 * @return a new spec
	 */
	public ActorSpec<A> withPool(@Nullable PoolSpec newPool) {
		Draft<A> draft = new Draft<>(this);
		draft.pool = newPool;
		return new ActorSpec<>(draft);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other
				|| (other instanceof ActorSpec<?> that && this.name.equals(that.name) && saysTheSame(that));
	}

	/**
	 * Whether another spec differs in the name at most.
	 * @param that the other
	 * @return {@code true} if its actors are made and treated alike
	 */
	public boolean saysTheSame(ActorSpec<?> that) {
		return this.type == that.type && this.factory.equals(that.factory) && this.keyed == that.keyed
				&& this.dispatcher == that.dispatcher && this.mailbox.equals(that.mailbox)
				&& this.restart == that.restart && Objects.equals(this.startTimeout, that.startTimeout)
				&& this.shutdownTimeout.equals(that.shutdownTimeout) && this.significant == that.significant
				&& this.passivateAfter.equals(that.passivateAfter)
				&& Objects.equals(this.restartLimit, that.restartLimit) && Objects.equals(this.backoff, that.backoff)
				&& Objects.equals(this.pool, that.pool) && Objects.equals(this.turnLimits, that.turnLimits);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.type);
	}

	@Override
	public String toString() {
		return "ActorSpec[" + this.name + " of " + this.type.getName() + (this.keyed ? ", keyed" : "") + "]";
	}

	/**
	 * What a spec is made of.
	 */
	private static final class Draft<A> {

		private final String name;

		private final Class<A> type;

		private ActorFactory<A> factory;

		private boolean keyed;

		private Dispatcher dispatcher = Dispatcher.VIRTUAL;

		private MailboxSpec mailbox = MailboxSpec.DEFAULT;

		private RestartType restart = RestartType.PERMANENT;

		private @Nullable Duration startTimeout;

		private Duration shutdownTimeout = DEFAULT_SHUTDOWN_TIMEOUT;

		private boolean significant;

		private Duration passivateAfter = Duration.ZERO;

		private @Nullable RestartLimit restartLimit;

		private @Nullable Backoff backoff;

		private @Nullable PoolSpec pool;

		private @Nullable TurnLimits turnLimits;

		Draft(String name, Class<A> type, ActorFactory<A> factory) {
			this.name = name;
			this.type = type;
			this.factory = factory;
		}

		Draft(ActorSpec<A> spec) {
			this(spec.name, spec);
		}

		Draft(String name, ActorSpec<A> spec) {
			this(name, spec.type, spec.factory);
			this.keyed = spec.keyed;
			this.dispatcher = spec.dispatcher;
			this.mailbox = spec.mailbox;
			this.restart = spec.restart;
			this.startTimeout = spec.startTimeout;
			this.shutdownTimeout = spec.shutdownTimeout;
			this.significant = spec.significant;
			this.passivateAfter = spec.passivateAfter;
			this.restartLimit = spec.restartLimit;
			this.backoff = spec.backoff;
			this.pool = spec.pool;
			this.turnLimits = spec.turnLimits;
		}

	}

}
