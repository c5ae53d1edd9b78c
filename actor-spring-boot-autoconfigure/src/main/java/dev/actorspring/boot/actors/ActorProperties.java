package dev.actorspring.boot.actors;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import dev.actorspring.Backoff;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Overflow;
import dev.actorspring.PoolRouting;
import dev.actorspring.PoolSpec;
import dev.actorspring.RestartType;
import dev.actorspring.supervision.AutoShutdown;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.stereotype.FamilyScope;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration of the actor system.
 *
 * @param askTimeout How long an asker waits for a reply unless it says otherwise.
 * @param startTimeout How long an actor may take to start, unless its annotation or spec
 * says otherwise. One that takes longer is interrupted, and its start has failed.
 * @param shutdownTimeout How long the mailboxes are drained when the application shuts
 * down. The actors are stopped after that, so keep it well below
 * spring.lifecycle.timeout-per-shutdown-phase.
 * @param mailbox mailboxes
 * @param actors Settings of single actors and keyed families by name, which override what
 * the code says.
 * @param supervisors Settings of single supervisors by name, which override what the code
 * says.
 */
@ConfigurationProperties("actor")
public record ActorProperties(@DefaultValue("5s") Duration askTimeout, @DefaultValue("30s") Duration startTimeout,
		@DefaultValue("20s") Duration shutdownTimeout, @DefaultValue Mailbox mailbox,
		@DefaultValue Map<String, Actor> actors, @DefaultValue Map<String, Supervisor> supervisors) {

	public ActorProperties {
		check(askTimeout.isPositive(), "actor.ask-timeout", askTimeout, "It must be more than zero.");
		check(startTimeout.isPositive(), "actor.start-timeout", startTimeout, "It must be more than zero.");
		check(!shutdownTimeout.isNegative(), "actor.shutdown-timeout", shutdownTimeout, "It must not be negative.");
	}

	/**
	 * The settings of one actor or keyed family.
	 * @param name its name, which may be written without hyphens here
	 * @return {@code null} if there are none
	 */
	public @Nullable Actor actor(String name) {
		return SpecOverrides.find(this.actors, name);
	}

	private static void check(boolean valid, String name, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(name, value, reason);
		}
	}

	/**
	 * Mailboxes.
	 *
	 * @param capacity How many messages may wait for an actor, the one in hand apart,
	 * unless its annotation says otherwise.
	 * @param overflow What happens to a message when that many wait, unless the
	 * annotation says otherwise.
	 * @param earlyRefusal Whether a request that cannot be served within its deadline,
	 * judged by the queue and by the actor's recent pace, is refused at once.
	 */
	public record Mailbox(@DefaultValue("1000") int capacity, @DefaultValue("reject") Overflow overflow,
			@DefaultValue("true") boolean earlyRefusal) {

		public Mailbox {
			check(capacity > 0, "actor.mailbox.capacity", capacity, "It must be at least 1.");
		}

		MailboxSpec toSpec() {
			return new MailboxSpec(this.capacity, this.overflow, this.earlyRefusal);
		}

	}

	/**
	 * Overrides of one actor or keyed family. What is {@code null} is left as the code
	 * says.
	 *
	 * @param dispatcher Where its turns run.
	 * @param mailboxCapacity How many messages may wait, the one in hand apart.
	 * @param mailboxOverflow What happens to a message when that many wait.
	 * @param earlyRefusal Whether a request that cannot be served within its deadline is
	 * refused at once.
	 * @param restart When it is restarted; not for keyed actors.
	 * @param startTimeout How long it may take to start before it is interrupted.
	 * @param shutdownTimeout How long it may take to stop before it is interrupted.
	 * @param passivateAfter After how long without messages a keyed actor is stopped;
	 * zero for never.
	 * @param scope Whether a keyed family is spread over the nodes of a cluster, or a
	 * single actor lives on one of them.
	 * @param intensity How many restarts are allowed within the period, counted for
	 * itself.
	 * @param period The length of that period.
	 * @param backoff How long to wait when it ends more often, if whoever supervises it
	 * backs off.
	 * @param pool Its workers, if it is a pool.
	 * @param watchdog How long its turns may take.
	 */
	public record Actor(@Nullable Dispatcher dispatcher, @Nullable Integer mailboxCapacity,
			@Nullable Overflow mailboxOverflow, @Nullable Boolean earlyRefusal, @Nullable RestartType restart,
			@Nullable Duration startTimeout, @Nullable Duration shutdownTimeout, @Nullable Duration passivateAfter,
			@Nullable FamilyScope scope, @Nullable Integer intensity, @Nullable Duration period,
			@Nullable Waits backoff, @Nullable Pool pool, @DefaultValue Watchdog watchdog) {

	}

	/**
	 * Overrides of one pool. What is {@code null} is left as the code says.
	 *
	 * @param size How many workers there are, or at least if the pool grows.
	 * @param maxSize How many workers there are at most.
	 * @param growAfter How long a message has to wait for another worker to be started.
	 * @param shrinkAfter For how long a worker has to be idle for there to be one less.
	 * @param routing Which worker gets a message.
	 * @param rate How many messages may be begun within any rate period; zero for any
	 * number.
	 * @param ratePeriod The period that the rate is meant for.
	 */
	public record Pool(@Nullable Integer size, @Nullable Integer maxSize, @Nullable Duration growAfter,
			@Nullable Duration shrinkAfter, @Nullable PoolRouting routing, @Nullable Integer rate,
			@Nullable Duration ratePeriod) {

		PoolSpec applyTo(PoolSpec declared) {
			int newSize = Objects.requireNonNullElse(this.size, declared.size());
			int declaredMax = (declared.maxSize() == declared.size()) ? newSize : declared.maxSize();
			return PoolSpec.of(newSize)
				.withMaxSize(Objects.requireNonNullElse(this.maxSize, declaredMax))
				.withGrowAfter(Objects.requireNonNullElse(this.growAfter, declared.growAfter()))
				.withShrinkAfter(Objects.requireNonNullElse(this.shrinkAfter, declared.shrinkAfter()))
				.withRouting(Objects.requireNonNullElse(this.routing, declared.routing()))
				.withRate(Objects.requireNonNullElse(this.rate, declared.rate()),
						Objects.requireNonNullElse(this.ratePeriod, declared.ratePeriod()));
		}

	}

	/**
	 * Overrides of how long turns of one actor or keyed family may take. What is
	 * {@code null} is as for all others.
	 *
	 * @param threshold How long a turn may take before it is stuck; zero for never.
	 * @param abandonAfter After how long in a turn an actor is killed: interrupted, and
	 * abandoned if that does not help; zero for never.
	 */
	public record Watchdog(@Nullable Duration threshold, @Nullable Duration abandonAfter) {

	}

	/**
	 * Overrides of one supervisor. What is {@code null} is left as the code says.
	 *
	 * @param strategy Which children are restarted with one that ended.
	 * @param intensity How many restarts are allowed within the period.
	 * @param period The length of the period.
	 * @param giveUp What to do after one restart more than that.
	 * @param autoShutdown Whether it stops when its significant children have ended.
	 * @param restart When its own supervisor restarts it.
	 * @param maxChildren How many children it may have at a time.
	 * @param backoff How long to wait before a child that ends too often is restarted.
	 */
	public record Supervisor(@Nullable RestartStrategy strategy, @Nullable Integer intensity, @Nullable Duration period,
			@Nullable GiveUp giveUp, @Nullable AutoShutdown autoShutdown, @Nullable RestartType restart,
			@Nullable Integer maxChildren, @Nullable Waits backoff) {

	}

	/**
	 * Overrides of a backoff. What is {@code null} is left as the code says.
	 *
	 * @param first The first wait.
	 * @param longest The longest wait.
	 * @param factor By how much each wait is longer than the one before.
	 * @param jitter By which part a wait is shortened at most, at random: from 0 to 1.
	 * @param resetAfter How long an actor must run to be restarted at once again.
	 */
	public record Waits(@Nullable Duration first, @Nullable Duration longest, @Nullable Double factor,
			@Nullable Double jitter, @Nullable Duration resetAfter) {

		Backoff override(Backoff declared) {
			Duration begin = (this.first != null) ? this.first : declared.first();
			Duration end = (this.longest != null) ? this.longest : declared.longest();
			return new Backoff(begin, (this.longest == null && end.compareTo(begin) < 0) ? begin : end,
					(this.factor != null) ? this.factor : declared.factor(),
					(this.jitter != null) ? this.jitter : declared.jitter(),
					(this.resetAfter != null) ? this.resetAfter : declared.resetAfter());
		}

	}

}
