package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.ActorGauge;

/**
 * The numbers of all actors of one class that were started at run time.
 *
 * @param name the simple name of the class
 * @param tables how they handle messages; one for each class of that name
 * @param timer knows the time
 * @param count counts them
 */
record SpawnedView(String name, List<MessageTable> tables, Timer timer, Supplier<Census> count) implements ActorGauge {

	@Override
	public String actor() {
		return this.name;
	}

	@Override
	public boolean keyed() {
		return true;
	}

	@Override
	public int depth() {
		return this.count.get().depth();
	}

	@Override
	public int maxDepth() {
		return this.count.get().maxDepth();
	}

	@Override
	public int capacity() {
		// Each may have another.
		return Integer.MAX_VALUE;
	}

	@Override
	public Duration oldestAge() {
		Long oldest = this.count.get().oldest();
		return (oldest != null) ? this.timer.since(oldest) : Duration.ZERO;
	}

	@Override
	public int active() {
		return this.tables.stream().mapToInt((table) -> table.active().intValue()).sum();
	}

	@Override
	public int away() {
		return this.count.get().away();
	}

}
