package dev.actorspring.boot.actuate.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor at one moment.
 */
public record FixedSupervisor(String name, String path, ChildState state, Duration since, @Nullable Instant nextAttempt,
		SupervisorSpec spec, List<NodeSnapshot> children, List<Restart> restarts) implements NodeSnapshot.Supervisor {

}
