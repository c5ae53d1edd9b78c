package dev.actorspring.boot.actuate.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.runtime.StateSnapshot;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Tells of the states of durable actors, as they are in memory.
 *
 * @param durable the durable actors, or {@code null} if no actor has a state
 */
record StateDetails(Supplier<@Nullable DurableActors> durable) implements ActorDetails {

	@Override
	public Map<String, ?> of(NodeSnapshot.Actor actor) {
		DurableActors actors = this.durable.get();
		StateSnapshot state = (actors != null) ? actors.snapshot(actor) : null;
		if (state == null) {
			return Map.of();
		}
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("stateVersion", state.version());
		details.put("unwrittenTurns", state.unwrittenTurns());
		if (state.nextAlarm() != null) {
			details.put("nextAlarm", state.nextAlarm());
		}
		return details;
	}

}
