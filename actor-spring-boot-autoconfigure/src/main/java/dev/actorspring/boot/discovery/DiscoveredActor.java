package dev.actorspring.boot.discovery;

import java.time.Duration;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Overflow;
import dev.actorspring.PoolRouting;
import dev.actorspring.PoolSpec;
import dev.actorspring.RestartType;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.Pool;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.MergedAnnotation;

/**
 * An actor and what its annotation says of it.
 *
 * @param <A> the actor class
 * @param bean where its incarnations come from
 * @param annotation its {@code @Actor} or {@code @KeyedActor}
 * @param pool its {@code @Pool}, missing if it has none
 */
record DiscoveredActor<A>(ActorBean<A> bean, MergedAnnotation<?> annotation, MergedAnnotation<Pool> pool) {

	ActorSpec<A> toSpec(ActorFactory<A> factory, MailboxSpec defaultMailbox) {
		ActorSpec<A> spec = this.bean.keyed()
				? ActorSpec.keyed(this.bean.name(), this.bean.type(), factory)
					.withPassivateAfter(duration("passivateAfter"))
				: ActorSpec.of(this.bean.name(), this.bean.type(), factory)
					.withRestart(this.annotation.getEnum("restart", RestartType.class))
					.withSignificant(this.annotation.getBoolean("significant"));
		if (!this.annotation.getString("startTimeout").isEmpty()) {
			spec = spec.withStartTimeout(duration("startTimeout"));
		}
		spec = spec.withDispatcher(this.annotation.getEnum("dispatcher", Dispatcher.class))
			.withMailbox(mailbox(defaultMailbox))
			.withShutdownTimeout(duration("shutdownTimeout"));
		return this.pool.isPresent() ? spec.withPool(poolSpec()) : spec;
	}

	boolean isPool() {
		return this.pool.isPresent();
	}

	private PoolSpec poolSpec() {
		if (scope() == FamilyScope.CLUSTER) {
			throw new ActorConfigurationException(
					"Actor '%s' is a pool, but has the scope %s".formatted(this.bean.name(), FamilyScope.CLUSTER),
					"Remove the scope, for a pool on each node, or @Pool, for one actor in the cluster.");
		}
		int size = this.pool.getInt("size");
		int maxSize = this.pool.getInt("maxSize");
		try {
			return PoolSpec.of(size)
				.withMaxSize((maxSize != 0) ? maxSize : size)
				.withGrowAfter(duration(this.pool, "growAfter"))
				.withShrinkAfter(duration(this.pool, "shrinkAfter"))
				.withRouting(this.pool.getEnum("routing", PoolRouting.class))
				.withRate(this.pool.getInt("rate"), duration(this.pool, "ratePeriod"));
		}
		catch (ActorConfigurationException ex) {
			throw new ActorConfigurationException(
					"The @Pool of actor '%s' makes none: %s".formatted(this.bean.name(), ex.getMessage()),
					ex.getAction());
		}
	}

	FamilyScope scope() {
		return this.annotation.getEnum("scope", FamilyScope.class);
	}

	private MailboxSpec mailbox(MailboxSpec defaults) {
		MailboxSpec mailbox = defaults;
		int capacity = this.annotation.getInt("mailboxCapacity");
		if (capacity != 0) {
			mailbox = mailbox.withCapacity(capacity);
		}
		for (Overflow overflow : this.annotation.getEnumArray("overflow", Overflow.class)) {
			mailbox = mailbox.withOverflow(overflow);
		}
		return mailbox;
	}

	private Duration duration(String attribute) {
		return duration(this.annotation, attribute);
	}

	private Duration duration(MergedAnnotation<?> from, String attribute) {
		String value = from.getString(attribute);
		try {
			return DurationStyle.detectAndParse(value);
		}
		catch (IllegalArgumentException ex) {
			throw new ActorConfigurationException(
					"Actor '%s' has the %s '%s', which is not a duration".formatted(this.bean.name(), attribute, value),
					"Write it as in 10s or PT10S.", ex);
		}
	}

}
