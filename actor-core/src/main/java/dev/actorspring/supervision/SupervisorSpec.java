package dev.actorspring.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.Backoff;
import dev.actorspring.RestartType;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor: which children it starts, in which order, and what it does when one ends.
 * Immutable; equal to another that says the same.
 */
public final class SupervisorSpec {

	/**
	 * How many restarts are allowed unless the spec says otherwise.
	 */
	public static final int DEFAULT_INTENSITY = 3;

	/**
	 * The window for them unless the spec says otherwise.
	 */
	public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(5);

	/**
	 * The number of children that stands for no limit.
	 */
	public static final int UNLIMITED = Integer.MAX_VALUE;

	private final String name;

	private final RestartStrategy strategy;

	private final int intensity;

	private final Duration period;

	private final GiveUp giveUp;

	private final Backoff backoff;

	private final boolean dynamic;

	private final int maxChildren;

	private final AutoShutdown autoShutdown;

	private final RestartType restart;

	private final boolean significant;

	private final List<ChildSpec> children;

	private SupervisorSpec(Builder builder) {
		this.name = builder.name;
		this.strategy = Objects.requireNonNull(builder.strategy, "strategy");
		this.intensity = builder.intensity;
		this.period = builder.period;
		this.giveUp = Objects.requireNonNull(builder.giveUp, "giveUp");
		this.backoff = Objects.requireNonNull(builder.backoff, "backoff");
		this.dynamic = builder.dynamic;
		this.maxChildren = builder.maxChildren;
		this.autoShutdown = Objects.requireNonNull(builder.autoShutdown, "autoShutdown");
		this.restart = Objects.requireNonNull(builder.restart, "restart");
		this.significant = builder.significant;
		this.children = List.copyOf(builder.children);
		check(!this.name.isBlank() && this.name.indexOf('/') < 0,
				"The name '" + this.name + "' of a supervisor is blank or has a slash",
				"Give the supervisor a name without slashes.");
		check(this.intensity >= 0, "Supervisor '" + this.name + "' has the intensity " + this.intensity,
				"Set an intensity of zero or more restarts.");
		check(this.period.isPositive(), "Supervisor '" + this.name + "' has the period " + this.period,
				"Set a period of more than zero.");
		check(this.maxChildren >= Math.max(1, this.children.size()),
				"Supervisor '" + this.name + "' has room for " + this.maxChildren + " children, and "
						+ this.children.size() + " in its spec",
				"Set a limit of at least 1, and not less than the children in its spec.");
		check(!this.dynamic || (this.strategy == RestartStrategy.ONE_FOR_ONE && this.children.isEmpty()),
				"Supervisor '" + this.name + "' is dynamic but has "
						+ (this.children.isEmpty() ? "the strategy " + this.strategy : "children in its spec"),
				"Start the children of a dynamic supervisor at run time, and leave its strategy ONE_FOR_ONE.");
		check(!this.dynamic || this.autoShutdown == AutoShutdown.NEVER,
				"Supervisor '" + this.name + "' is dynamic and has the auto-shutdown " + this.autoShutdown
						+ ", but children that come and go cannot be significant",
				"Leave the auto-shutdown of a dynamic supervisor NEVER, or give it its children in the spec.");
		check(!this.significant || this.restart != RestartType.PERMANENT,
				"Supervisor '" + this.name
						+ "' is significant and permanent, but a permanent child is always restarted",
				"Make it TRANSIENT or TEMPORARY, or not significant.");
	}

	private static void check(boolean valid, String description, String action) {
		if (!valid) {
			throw new ActorConfigurationException(description, action);
		}
	}

	/**
	 * Begins a spec: one-for-one, three restarts in five seconds, escalating.
	 * @param name the name of the supervisor
	 * @return a builder
	 */
	public static Builder named(String name) {
		return new Builder(name);
	}

	/**
	 * The name, unique in the system.
	 * @return without slashes
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Who is restarted with a child that ended.
	 * @return the strategy
	 */
	public RestartStrategy strategy() {
		return this.strategy;
	}

	/**
	 * How many restarts are allowed within the period.
	 * @return zero or more
	 */
	public int intensity() {
		return this.intensity;
	}

	/**
	 * The length of the window.
	 * @return more than zero
	 */
	public Duration period() {
		return this.period;
	}

	/**
	 * What to do after one restart more than that.
	 * @return the way to give up
	 */
	public GiveUp giveUp() {
		return this.giveUp;
	}

	/**
	 * How long to wait before a child that ends too often is restarted, under
	 * {@link GiveUp#BACKOFF}.
	 * @return the backoff of all children that have none of their own
	 */
	public Backoff backoff() {
		return this.backoff;
	}

	/**
	 * How many children it may have at a time, also those that are stopped and not
	 * forgotten.
	 * @return {@link #UNLIMITED} for as many as are started
	 */
	public int maxChildren() {
		return this.maxChildren;
	}

	/**
	 * Whether all children are started at run time, are forgotten when they end, and are
	 * stopped in parallel: OTP's {@code simple_one_for_one}.
	 * @return {@code false} if its children are in the spec
	 */
	public boolean dynamic() {
		return this.dynamic;
	}

	/**
	 * Whether it stops when its significant children have ended.
	 * @return after how many of them
	 */
	public AutoShutdown autoShutdown() {
		return this.autoShutdown;
	}

	/**
	 * When its own supervisor restarts it.
	 * @return the restart type
	 */
	public RestartType restart() {
		return this.restart;
	}

	/**
	 * Whether its end by itself may stop its own supervisor.
	 * @return only if it is not permanent
	 */
	public boolean significant() {
		return this.significant;
	}

	/**
	 * Its children.
	 * @return in start order
	 */
	public List<ChildSpec> children() {
		return this.children;
	}

	/**
	 * The same with another strategy.
	 * @param newStrategy who is restarted with a child that ended
	 * @return a new spec
	 */
	public SupervisorSpec withStrategy(RestartStrategy newStrategy) {
		return toBuilder().strategy(newStrategy).build();
	}

	/**
	 * The same with another intensity.
	 * @param newIntensity zero or more restarts
	 * @param newPeriod more than zero
	 * @return a new spec
	 */
	public SupervisorSpec withIntensity(int newIntensity, Duration newPeriod) {
		return toBuilder().intensity(newIntensity, newPeriod).build();
	}

	/**
	 * The same with another way to give up.
	 * @param newGiveUp what to do when the intensity is exceeded
	 * @return a new spec
	 */
	public SupervisorSpec withGiveUp(GiveUp newGiveUp) {
		return toBuilder().giveUp(newGiveUp).build();
	}

	/**
	 * The same with another backoff.
	 * @param newBackoff how long to wait before a child that ends too often is restarted
	 * @return a new spec
	 */
	public SupervisorSpec withBackoff(Backoff newBackoff) {
		return toBuilder().backoff(newBackoff).build();
	}

	/**
	 * The same with another limit on its children.
	 * @param newMaxChildren at least 1, or {@link #UNLIMITED}
	 * @return a new spec
	 */
	public SupervisorSpec withMaxChildren(int newMaxChildren) {
		return toBuilder().maxChildren(newMaxChildren).build();
	}

	/**
	 * The same with another auto-shutdown.
	 * @param newAutoShutdown after how many significant children it stops
	 * @return a new spec
	 */
	public SupervisorSpec withAutoShutdown(AutoShutdown newAutoShutdown) {
		return toBuilder().autoShutdown(newAutoShutdown).build();
	}

	/**
	 * The same with another restart type.
	 * @param newRestart when its own supervisor restarts it
	 * @return a new spec
	 */
	public SupervisorSpec withRestart(RestartType newRestart) {
		return toBuilder().restart(newRestart).build();
	}

	/**
	 * The same with other children.
	 * @param newChildren in start order
	 * @return a new spec
	 */
	public SupervisorSpec withChildren(List<ChildSpec> newChildren) {
		Builder builder = toBuilder();
		builder.children.clear();
		builder.children.addAll(newChildren);
		return builder.build();
	}

	private Builder toBuilder() {
		Builder builder = new Builder(this.name).strategy(this.strategy)
			.intensity(this.intensity, this.period)
			.giveUp(this.giveUp)
			.backoff(this.backoff)
			.maxChildren(this.maxChildren)
			.autoShutdown(this.autoShutdown)
			.restart(this.restart)
			.significant(this.significant);
		builder.dynamic = this.dynamic;
		builder.children.addAll(this.children);
		return builder;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof SupervisorSpec that && this.name.equals(that.name)
				&& this.strategy == that.strategy && this.intensity == that.intensity && this.period.equals(that.period)
				&& this.giveUp == that.giveUp && this.backoff.equals(that.backoff) && this.dynamic == that.dynamic
				&& this.maxChildren == that.maxChildren && this.autoShutdown == that.autoShutdown
				&& this.restart == that.restart && this.significant == that.significant
				&& this.children.equals(that.children));
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.children);
	}

	@Override
	public String toString() {
		return "SupervisorSpec[" + this.name + ", " + this.strategy + ", children=" + this.children + "]";
	}

	/**
	 * Builds a {@link SupervisorSpec}.
	 */
	public static final class Builder {

		private final String name;

		private RestartStrategy strategy = RestartStrategy.ONE_FOR_ONE;

		private int intensity = DEFAULT_INTENSITY;

		private Duration period = DEFAULT_PERIOD;

		private GiveUp giveUp = GiveUp.ESCALATE;

		private Backoff backoff = Backoff.DEFAULT;

		private boolean dynamic;

		private int maxChildren = UNLIMITED;

		private AutoShutdown autoShutdown = AutoShutdown.NEVER;

		private RestartType restart = RestartType.PERMANENT;

		private boolean significant;

		private final List<ChildSpec> children = new ArrayList<>();

		private Builder(String name) {
			this.name = name;
		}

		/**
		 * Sets who is restarted with a child that ended.
		 * @param newStrategy the strategy
		 * @return this builder
		 */
		public Builder strategy(RestartStrategy newStrategy) {
			this.strategy = newStrategy;
			return this;
		}

		/**
		 * Sets how many restarts are allowed.
		 * @param restarts zero or more
		 * @param within the length of the window, more than zero
		 * @return this builder
		 */
		public Builder intensity(int restarts, Duration within) {
			this.intensity = restarts;
			this.period = within;
			return this;
		}

		/**
		 * Sets what to do when the intensity is exceeded.
		 * @param newGiveUp the way to give up
		 * @return this builder
		 */
		public Builder giveUp(GiveUp newGiveUp) {
			this.giveUp = newGiveUp;
			return this;
		}

		/**
		 * Sets how long to wait before a child that ends too often is restarted. Of use
		 * with {@link GiveUp#BACKOFF}.
		 * @param newBackoff the backoff of all children that have none of their own
		 * @return this builder
		 */
		public Builder backoff(Backoff newBackoff) {
			this.backoff = newBackoff;
			return this;
		}

		/**
		 * Sets how many children it may have at a time: a start of one more fails.
		 * @param newMaxChildren at least 1, or {@link #UNLIMITED}
		 * @return this builder
		 */
		public Builder maxChildren(int newMaxChildren) {
			this.maxChildren = newMaxChildren;
			return this;
		}

		/**
		 * Makes it a dynamic supervisor: no children in the spec, all started at run
		 * time.
		 * @return this builder
		 */
		public Builder dynamic() {
			this.dynamic = true;
			return this;
		}

		/**
		 * Sets whether it stops when its significant children have ended.
		 * @param newAutoShutdown after how many of them
		 * @return this builder
		 */
		public Builder autoShutdown(AutoShutdown newAutoShutdown) {
			this.autoShutdown = newAutoShutdown;
			return this;
		}

		/**
		 * Sets when its own supervisor restarts it.
		 * @param newRestart the restart type
		 * @return this builder
		 */
		public Builder restart(RestartType newRestart) {
			this.restart = newRestart;
			return this;
		}

		/**
		 * Sets whether its end by itself may stop its own supervisor.
		 * @param newSignificant only if it is not permanent
		 * @return this builder
		 */
		public Builder significant(boolean newSignificant) {
			this.significant = newSignificant;
			return this;
		}

		/**
		 * Adds registered actors or keyed families by class.
		 * @param types in start order
		 * @return this builder
		 */
		public Builder children(Class<?>... types) {
			for (Class<?> type : types) {
				this.children.add(new ChildSpec.OfType(type));
			}
			return this;
		}

		/**
		 * Adds registered actors, keyed families or supervisors by name.
		 * @param names in start order
		 * @return this builder
		 */
		public Builder children(String... names) {
			for (String child : names) {
				this.children.add(new ChildSpec.Named(child));
			}
			return this;
		}

		/**
		 * Adds an actor or a keyed family.
		 * @param spec what to start
		 * @return this builder
		 */
		public Builder child(ActorSpec<?> spec) {
			this.children.add(new ChildSpec.Actor(spec));
			return this;
		}

		/**
		 * Adds a supervisor.
		 * @param spec what to start
		 * @return this builder
		 */
		public Builder child(SupervisorSpec spec) {
			this.children.add(new ChildSpec.Supervisor(spec));
			return this;
		}

		/**
		 * Makes the spec.
		 * @return the spec
		 * @throws ActorConfigurationException if a value is out of range
		 */
		public SupervisorSpec build() {
			return new SupervisorSpec(this);
		}

	}

}
