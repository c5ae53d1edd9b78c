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
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health.Builder;

/**
 * Names every actor that is restarting or in backoff. DOWN once one that should always
 * run has been away for longer than the tolerance, or for good. A keyed actor never makes
 * it DOWN: whoever can make one crash would take the instance out of service.
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
		Census census = new Census();
		census.count(this.system.tree(), true);
		this.awaySince.keySet().retainAll(census.away.keySet());
		Instant now = this.clock.instant();
		Set<String> permanent = permanentActors();
		boolean down = census.supervisorStopped;
		Map<String, Object> details = new LinkedHashMap<>();
		for (Map.Entry<String, Away> entry : census.away.entrySet()) {
			NodeSnapshot.Actor actor = entry.getValue().actor();
			boolean mustRun = entry.getValue().declared() && permanent.contains(actor.name());
			if (actor.state() == ChildState.STOPPED && !mustRun) {
				continue;
			}
			Instant since = this.awaySince.merge(entry.getKey(), now.minus(actor.since()),
					(first, second) -> first.isBefore(second) ? first : second);
			boolean tooLong = Duration.between(since, now).compareTo(this.tolerance) > 0;
			down |= mustRun && (tooLong || actor.state() == ChildState.STOPPED);
			details.put(entry.getKey(), describe(actor, since));
		}
		census.supervisors.forEach((path, state) -> details.put(path, Map.of("state", label(state))));
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

	private static Map<String, Object> describe(NodeSnapshot.Actor actor, Instant since) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", label(actor.state()));
		details.put("since", since);
		if (actor.lastFailure() != null) {
			details.put("cause", actor.lastFailure().toString());
		}
		if (actor.nextAttempt() != null) {
			details.put("nextAttempt", actor.nextAttempt());
		}
		return details;
	}

	private static String label(ChildState state) {
		return state.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * An actor that is not running.
	 *
	 * @param actor the actor
	 * @param declared whether it is a child of a supervisor, and not spawned or keyed
	 */
	private record Away(NodeSnapshot.Actor actor, boolean declared) {

	}

	/**
	 * Who is not running.
	 */
	private static final class Census {

		private final Map<String, Away> away = new LinkedHashMap<>();

		private final Map<String, ChildState> supervisors = new LinkedHashMap<>();

		private boolean supervisorStopped;

		void count(NodeSnapshot node, boolean declared) {
			switch (node) {
				case NodeSnapshot.Supervisor supervisor -> count(supervisor);
				case NodeSnapshot.Actor actor -> {
					if (actor.state() != ChildState.RUNNING) {
						this.away.put(actor.path(), new Away(actor, declared));
					}
					actor.children().forEach((child) -> count(child, false));
				}
				case NodeSnapshot.Family family -> family.away().forEach((actor) -> count(actor, false));
			}
		}

		private void count(NodeSnapshot.Supervisor supervisor) {
			if (supervisor.state() != ChildState.RUNNING) {
				this.supervisors.put(supervisor.path().isEmpty() ? "/" : supervisor.path(), supervisor.state());
				this.supervisorStopped |= supervisor.state() == ChildState.STOPPED;
			}
			supervisor.children().forEach((child) -> count(child, true));
		}

	}

}
