package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Restart;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A family of keyed actors at one moment. What each component means is said there.
 */
record FamilySnapshot(String name, String path, ChildState state, Duration since, Class<?> type, int active, int depth,
		int maxDepth, @Nullable Duration oldestMessageAge, long restartCount, long handled, List<Restart> restarts,
		List<NodeSnapshot.Actor> away, List<NodeSnapshot.Actor> topByDepth, List<NodeSnapshot.Actor> topByRestarts,
		List<NodeSnapshot.Actor> topByHandlingTime) implements NodeSnapshot.Family {

}
