package dev.actorspring.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.actorspring.protocol.StateDiagram;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * An actor at one moment. What each component means is said there.
 */
record ActorSnapshot(String name, String path, ChildState state, Class<?> type, int depth, int capacity,
		@Nullable Duration oldestMessageAge, int incarnation, Duration since, @Nullable Duration uptime, int restarts,
		long handled, @Nullable Duration handlingTime, @Nullable String handling, @Nullable Duration handlingFor,
		boolean isStuck, @Nullable Throwable lastFailure, @Nullable Instant nextAttempt, @Nullable String currentState,
		@Nullable StateDiagram states, int postponed, List<NodeSnapshot> children) implements NodeSnapshot.Actor {

}
