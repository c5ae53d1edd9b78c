package dev.actorspring.boot.actuate.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.actorspring.RestartType;
import dev.actorspring.system.ActorSystem;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health.Builder;

/**
 * Names every actor and supervisor that is restarting or in backoff. DOWN once one that
 * should always run has been away for longer than the tolerance, or for good. What is
 * stopped only because a supervisor above it is away is not named: the supervisor is. A
 * keyed actor never makes it DOWN: whoever can make one crash would take the instance out
 * of service.
 */
public class ActorsHealthIndicator extends AbstractHealthIndicator {

	private final ActorSystem system;

	private final Duration tolerance;

	private final Clock clock;

	/**
	 * Since when actors have been away. A snapshot only tells how long they have been in
	 * their present state, and one that is tried again and again changes between two.
	 */
	private final Map<String, Instant> awaySince = new ConcurrentHashMap<>();

	/**
	 * Creates the indicator.
	 * @param system whose actors to check
	 * @param tolerance how long a permanent actor may be away
	 */
	public ActorsHealthIndicator(ActorSystem system, Duration tolerance) {
		this(system, tolerance, Clock.systemUTC());
	}

	ActorsHealthIndicator(ActorSystem system, Duration tolerance, Clock clock) {
		super("The actors could not be checked");
		this.system = system;
		this.tolerance = tolerance;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Builder builder) {
		Map<String, Away> census = new Census(permanentActors()).of(this.system.tree());
		this.awaySince.keySet().retainAll(census.keySet());
		Instant now = this.clock.instant();
		boolean down = false;
		Map<String, Object> details = new LinkedHashMap<>();
		for (Map.Entry<String, Away> entry : census.entrySet()) {
			Away away = entry.getValue();
			Instant since = this.awaySince.merge(entry.getKey(), now.minus(away.since()),
					(first, second) -> first.isBefore(second) ? first : second);
			boolean tooLong = Duration.between(since, now).compareTo(this.tolerance) > 0;
			down |= away.mustRun() && (tooLong || away.forGood());
			details.put(entry.getKey(), describe(away, since));
		}
		builder.withDetails(details).status(down ? "DOWN" : "UP");
	}

	private Set<String> permanentActors() {
		return this.system.registrations()
			.stream()
			.map((registration) -> registration.spec())
			.filter((spec) -> !spec.keyed() && spec.restart() == RestartType.PERMANENT)
			.map((spec) -> spec.name())
			.collect(Collectors.toSet());
	}

	private static Map<String, Object> describe(Away away, Instant since) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", away.state().name().toLowerCase(Locale.ROOT));
		details.put("since", since);
		if (away.cause() != null) {
			details.put("cause", away.cause());
		}
		if (away.nextAttempt() != null) {
			details.put("nextAttempt", away.nextAttempt());
		}
		return details;
	}

}
