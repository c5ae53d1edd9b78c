package dev.actorspring.boot.actuate.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import dev.actorspring.boot.diagnostics.Causes;
import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.store.StateKey;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health.Builder;

/**
 * DOWN while the store of the actors' states cannot be reached. Names some of the actors
 * whose states cannot be read, which does not make it DOWN: all others work. Nor does it
 * that another instance has the states.
 */
public class ActorStateHealthIndicator extends AbstractHealthIndicator {

	private static final int MOST = 10;

	private final Supplier<@Nullable DurableActors> durable;

	/**
	 * Creates the indicator.
	 * @param durable the durable actors, or {@code null} if no actor has a state
	 */
	public ActorStateHealthIndicator(Supplier<@Nullable DurableActors> durable) {
		super("The states of actors could not be checked");
		this.durable = durable;
	}

	@Override
	protected void doHealthCheck(Builder builder) {
		DurableActors actors = this.durable.get();
		if (actors == null) {
			builder.up();
			return;
		}
		Exception failure = actors.failure();
		if (failure != null) {
			builder.down(failure);
		}
		else {
			builder.up();
		}
		if (!actors.isServing()) {
			builder.withDetail("standby", true);
		}
		Map<StateKey, StateUnreadableException> unreadable = actors.unreadable();
		if (!unreadable.isEmpty()) {
			builder.withDetail("unreadableCount", unreadable.size()).withDetail("unreadable", some(unreadable));
		}
	}

	private static Map<String, String> some(Map<StateKey, StateUnreadableException> unreadable) {
		Map<String, String> some = new LinkedHashMap<>();
		unreadable.entrySet()
			.stream()
			.sorted((one, other) -> one.getKey().toString().compareTo(other.getKey().toString()))
			.limit(MOST)
			.forEach((entry) -> some.put(entry.getKey().toString(), String.valueOf(Causes.message(entry.getValue()))));
		return some;
	}

}
