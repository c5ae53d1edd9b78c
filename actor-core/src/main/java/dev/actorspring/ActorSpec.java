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

	private final Settings settings;

	private ActorSpec(String name, Class<A> type, ActorFactory<A> factory, Settings settings) {
		this.name = name;
		this.type = Objects.requireNonNull(type, "type");
		this.factory = Objects.requireNonNull(factory, "factory");
		this.settings = settings;
		check(!name.isBlank() && name.indexOf('/') < 0,
				() -> "The name '" + name + "' of an actor is blank or has a slash",
				"Give the actor a name without slashes.");
	}

	private ActorSpec<A> with(Settings other) {
		other.check(this.name);
		return new ActorSpec<>(this.name, this.type, this.factory, other);
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
		return new ActorSpec<>(name, type, factory, Settings.USUAL);
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
		return new ActorSpec<>(name, type, factory, Settings.KEYED);
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
		return this.settings.keyed;
	}

	/**
	 * Where the turns run.
	 * @return the dispatcher
	 */
	public Dispatcher dispatcher() {
		return this.settings.dispatcher;
	}

	/**
	 * How many messages may wait, and what happens to more.
	 * @return the mailbox
	 */
	public MailboxSpec mailbox() {
		return this.settings.mailbox;
	}

	/**
	 * When it is restarted; a keyed actor always is after a crash.
	 * @return the restart type
	 */
	public RestartType restart() {
		return this.settings.restart;
	}

	/**
	 * How long the factory may take before it is interrupted and the start has failed.
	 * @return more than zero; {@code null} for the start timeout of the system
	 */
	public @Nullable Duration startTimeout() {
		return this.settings.startTimeout;
	}

	/**
	 * How long its turns may take.
	 * @return {@code null} for the limits of the system
	 */
	public @Nullable TurnLimits turnLimits() {
		return this.settings.turnLimits;
	}

	/**
	 * How long it may take to stop before it is interrupted.
	 * @return zero interrupts at once
	 */
	public Duration shutdownTimeout() {
		return this.settings.shutdownTimeout;
	}

	/**
	 * Whether its end by itself may stop its supervisor, by the supervisor's
	 * auto-shutdown.
	 * @return only if it is not permanent
	 */
	public boolean significant() {
		return this.settings.significant;
	}

	/**
	 * After how long without messages a keyed actor is stopped to save memory.
	 * @return zero for never
	 */
	public Duration passivateAfter() {
		return this.settings.passivateAfter;
	}

	/**
	 * How often it may be restarted, counted for itself.
	 * @return {@code null} if its supervisor says so; a keyed or spawned actor is then
	 * restarted three times within five seconds before it backs off
	 */
	public @Nullable RestartLimit restartLimit() {
		return this.settings.restartLimit;
	}

	/**
	 * How long to wait when it ends more often, if whoever supervises it backs off.
	 * @return {@code null} for what its supervisor says, or the default
	 */
	public @Nullable Backoff backoff() {
		return this.settings.backoff;
	}

	/**
	 * Whether it is a pool, and of what kind.
	 * @return {@code null} for one actor
	 */
	public @Nullable PoolSpec pool() {
		return this.settings.pool;
	}

	/**
	 * The same under another name.
	 * @param newName without slashes
	 * @return a new spec
	 */
	public ActorSpec<A> withName(String newName) {
		return new ActorSpec<>(newName, this.type, this.factory, this.settings);
	}

	/**
	 * The same with another factory, which may call the one that it replaces.
	 * @param newFactory makes the incarnations
	 * @return a new spec
	 */
	public ActorSpec<A> withFactory(ActorFactory<A> newFactory) {
		return new ActorSpec<>(this.name, this.type, newFactory, this.settings);
	}

	/**
	 * The same with another dispatcher.
	 * @param newDispatcher where its turns run
	 * @return a new spec
	 */
	public ActorSpec<A> withDispatcher(Dispatcher newDispatcher) {
		Settings other = new Settings(this.settings);
		other.dispatcher = newDispatcher;
		return with(other);
	}

	/**
	 * The same with another mailbox capacity.
	 * @param newCapacity at least 1, or {@link #UNBOUNDED}
	 * @return a new spec
	 */
	public ActorSpec<A> withMailboxCapacity(int newCapacity) {
		return withMailbox(this.settings.mailbox.withCapacity(newCapacity));
	}

	/**
	 * The same with another mailbox.
	 * @param newMailbox how many messages may wait, and what happens to more
	 * @return a new spec
	 */
	public ActorSpec<A> withMailbox(MailboxSpec newMailbox) {
		Settings other = new Settings(this.settings);
		other.mailbox = newMailbox;
		return with(other);
	}

	/**
	 * The same with another restart type.
	 * @param newRestart when it is restarted
	 * @return a new spec
	 */
	public ActorSpec<A> withRestart(RestartType newRestart) {
		Settings other = new Settings(this.settings);
		other.restart = newRestart;
		return with(other);
	}

	/**
	 * The same with another start timeout.
	 * @param newTimeout more than zero
	 * @return a new spec
	 */
	public ActorSpec<A> withStartTimeout(Duration newTimeout) {
		Settings other = new Settings(this.settings);
		other.startTimeout = newTimeout;
		return with(other);
	}

	/**
	 * The same with other limits on its turns.
	 * @param newLimits how long turns may take
	 * @return a new spec
	 */
	public ActorSpec<A> withTurnLimits(TurnLimits newLimits) {
		Settings other = new Settings(this.settings);
		other.turnLimits = newLimits;
		return with(other);
	}

	/**
	 * The same with another shutdown time.
	 * @param newTimeout zero or more
	 * @return a new spec
	 */
	public ActorSpec<A> withShutdownTimeout(Duration newTimeout) {
		Settings other = new Settings(this.settings);
		other.shutdownTimeout = newTimeout;
		return with(other);
	}

	/**
	 * The same with another idle time, for keyed actors.
	 * @param newPassivateAfter zero for never
	 * @return a new spec
	 */
	public ActorSpec<A> withPassivateAfter(Duration newPassivateAfter) {
		Settings other = new Settings(this.settings);
		other.passivateAfter = newPassivateAfter;
		return with(other);
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
		Settings other = new Settings(this.settings);
		other.restartLimit = new RestartLimit(restarts, within);
		return with(other);
	}

	/**
	 * The same with a backoff of its own, which goes before that of its supervisor.
	 * @param newBackoff how long to wait when it ends too often
	 * @return a new spec
	 */
	public ActorSpec<A> withBackoff(Backoff newBackoff) {
		Settings other = new Settings(this.settings);
		other.backoff = newBackoff;
		return with(other);
	}

	/**
	 * The same, significant or not.
	 * @param newSignificant only if it is not permanent
	 * @return a new spec
	 */
	public ActorSpec<A> withSignificant(boolean newSignificant) {
		Settings other = new Settings(this.settings);
		other.significant = newSignificant;
		return with(other);
	}

	/**
	 * The same as a pool of equal workers behind one ref, or as one actor.
	 * @param newPool of what kind, or {@code null} for one actor
	 * @return a new spec
	 */
	public ActorSpec<A> withPool(@Nullable PoolSpec newPool) {
		Settings other = new Settings(this.settings);
		other.pool = newPool;
		return with(other);
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
		return this.type == that.type && this.factory.equals(that.factory) && this.settings.equals(that.settings);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.type);
	}

	@Override
	public String toString() {
		return "ActorSpec[" + this.name + " of " + this.type.getName() + (this.settings.keyed ? ", keyed" : "") + "]";
	}

	/**
	 * All but what is the actor's own, shared by the specs that are made of each other.
	 * Changed by nobody once a spec has it.
	 */
	private static final class Settings {

		private static final Settings USUAL = new Settings();

		private static final Settings KEYED = keyed();

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

		private Settings() {
		}

		Settings(Settings other) {
			this.keyed = other.keyed;
			this.dispatcher = other.dispatcher;
			this.mailbox = other.mailbox;
			this.restart = other.restart;
			this.startTimeout = other.startTimeout;
			this.shutdownTimeout = other.shutdownTimeout;
			this.significant = other.significant;
			this.passivateAfter = other.passivateAfter;
			this.restartLimit = other.restartLimit;
			this.backoff = other.backoff;
			this.pool = other.pool;
			this.turnLimits = other.turnLimits;
		}

		private static Settings keyed() {
			Settings settings = new Settings();
			settings.keyed = true;
			settings.restart = RestartType.TRANSIENT;
			settings.passivateAfter = DEFAULT_PASSIVATE_AFTER;
			return settings;
		}

		/**
		 * Checks that they are valid.
		 * @param name of whom
		 */
		void check(String name) {
			Objects.requireNonNull(this.dispatcher, "dispatcher");
			Objects.requireNonNull(this.restart, "restart");
			ActorSpec.check(this.mailbox.capacity() > 0,
					() -> "The mailbox of actor '" + name + "' has a capacity of " + this.mailbox.capacity(),
					"Set a mailbox capacity of at least 1.");
			ActorSpec.check(this.startTimeout == null || this.startTimeout.isPositive(),
					() -> "Actor '" + name + "' has the start timeout " + this.startTimeout,
					"Set a start timeout of more than zero.");
			ActorSpec.check(!this.shutdownTimeout.isNegative(),
					() -> "Actor '" + name + "' has the shutdown timeout " + this.shutdownTimeout,
					"Set a shutdown timeout of zero or more.");
			ActorSpec.check(!this.significant || this.restart != RestartType.PERMANENT,
					() -> "Actor '" + name
							+ "' is significant and permanent, but a permanent child is always restarted",
					"Make it TRANSIENT or TEMPORARY, or not significant.");
			ActorSpec.check(!this.passivateAfter.isNegative(),
					() -> "Actor '" + name + "' is passivated after " + this.passivateAfter,
					"Set an idle time of zero or more; with zero, keyed actors are kept for good.");
			ActorSpec.check(this.pool == null || !this.keyed, () -> "'" + name + "' is a pool, but keyed",
					"Make it one or the other: a keyed actor is one for each key, and in order by itself.");
			ActorSpec.check(this.pool == null || this.restart == RestartType.PERMANENT,
					() -> "'" + name + "' is a pool, but " + this.restart,
					"Make it PERMANENT: a pool replaces each worker that ends.");
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other || (other instanceof Settings that && this.keyed == that.keyed
					&& this.dispatcher == that.dispatcher && this.mailbox.equals(that.mailbox)
					&& this.restart == that.restart && Objects.equals(this.startTimeout, that.startTimeout)
					&& this.shutdownTimeout.equals(that.shutdownTimeout) && this.significant == that.significant
					&& this.passivateAfter.equals(that.passivateAfter)
					&& Objects.equals(this.restartLimit, that.restartLimit)
					&& Objects.equals(this.backoff, that.backoff) && Objects.equals(this.pool, that.pool)
					&& Objects.equals(this.turnLimits, that.turnLimits));
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.keyed, this.dispatcher, this.restart, this.significant);
		}

	}

}
