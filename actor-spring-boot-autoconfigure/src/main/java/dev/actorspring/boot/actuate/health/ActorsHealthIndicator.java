package dev.actorspring.boot.actuate.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.actorspring.RestartType;
import dev.actorspring.boot.text.Names;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health.Builder;

/**
 * Names every actor, supervisor and family that is restarting or in backoff. DOWN once
 * one that should always run has been away for longer than the tolerance, or for good.
 * What is stopped only because a supervisor above it is away is not named: the supervisor
 * is. A keyed actor never makes it DOWN, only a family that is stopped as a whole:
 * whoever can make one key crash would take the instance out of service.
 */
public class ActorsHealthIndicator extends AbstractHealthIndicator {

	private final ActorSystem system;

	private final Duration tolerance;

	private final Clock clock;

	/**
	 * Who was away at the last check. A snapshot only tells since when somebody has not
	 * run at all, and one that crashes as soon as it runs has run for a moment between
	 * two attempts.
	 */
	private Map<String, Absence> absences = Map.of();

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

	// Checks at the same time would take each other's findings for what has happened
	// since.
	@Override
	protected synchronized void doHealthCheck(Builder builder) {
		Map<String, UnavailableNode> unavailable = new UnavailableNodes(permanentActors()).of(this.system.tree());
		Instant now = this.clock.instant();
		boolean down = false;
		Map<String, Absence> seen = new HashMap<>();
		Map<String, Object> details = new LinkedHashMap<>();
		for (Map.Entry<String, UnavailableNode> entry : unavailable.entrySet()) {
			UnavailableNode node = entry.getValue();
			Instant since = since(this.absences.get(entry.getKey()), now.minus(node.since()));
			boolean tooLong = Duration.between(since, now).compareTo(this.tolerance) > 0;
			down |= node.mustRun() && (tooLong || node.forGood());
			seen.put(entry.getKey(), new Absence(since, now));
			details.put(entry.getKey(), describe(node, since));
		}
		this.absences = seen;
		builder.withDetails(details).status(down ? "DOWN" : "UP");
	}

	/**
	 * Since when it has been away, as far as an operator is concerned. If it may have run
	 * for longer than is tolerated since it was seen away, this is another absence.
	 */
	private Instant since(@Nullable Absence before, Instant ended) {
		if (before == null || Duration.between(before.lastSeen(), ended).compareTo(this.tolerance) > 0) {
			return ended;
		}
		return before.since().isBefore(ended) ? before.since() : ended;
	}

	private Set<String> permanentActors() {
		return this.system.registrations()
			.stream()
			.map((registration) -> registration.spec())
			.filter((spec) -> !spec.keyed() && spec.restart() == RestartType.PERMANENT)
			.map((spec) -> spec.name())
			.collect(Collectors.toSet());
	}

	private static Map<String, Object> describe(UnavailableNode node, Instant since) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", Names.label(node.state()));
		details.put("since", since);
		if (node.cause() != null) {
			details.put("cause", node.cause());
		}
		if (node.nextAttempt() != null) {
			details.put("nextAttempt", node.nextAttempt());
		}
		return details;
	}

	/**
	 * That a node is not running.
	 *
	 * @param since when that began
	 * @param lastSeen when a check found it so
	 */
	private record Absence(Instant since, Instant lastSeen) {

	}

}
