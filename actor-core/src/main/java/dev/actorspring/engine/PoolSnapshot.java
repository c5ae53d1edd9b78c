package dev.actorspring.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.actorspring.PoolSpec;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A pool at one moment. What each component means is said there.
 */
record PoolSnapshot(String name, String path, ChildState state, Class<?> type, int depth, int capacity,
		@Nullable Duration oldestMessageAge, int incarnation, Duration since, @Nullable Duration uptime, int restarts,
		long handled, @Nullable Duration handlingTime, @Nullable Throwable lastFailure, @Nullable Instant nextAttempt,
		List<NodeSnapshot> children, PoolSpec spec, int size, int busy, int away) implements NodeSnapshot.Pool {

	@Override
	public @Nullable String handling() {
		return null;
	}

	@Override
	public @Nullable Duration handlingFor() {
		return null;
	}

}
