package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.actorspring.system.ActorGauge;

/**
 * The actors that were started at run time, wherever they hang, by the names under which
 * they are measured.
 */
final class SpawnedClasses {

	private final Engine engine;

	private final SupervisorCell root;

	private final Set<String> registered;

	private final CachedCount<Map<String, Census>> counting;

	private volatile int size;

	/**
	 * Creates the view.
	 * @param engine the engine
	 * @param root where to look for children of supervisors
	 * @param registered the names that actors were registered with
	 */
	SpawnedClasses(Engine engine, SupervisorCell root, Set<String> registered) {
		this.engine = engine;
		this.root = root;
		this.registered = registered;
		this.counting = new CachedCount<>(this::count, () -> this.size);
	}

	/**
	 * Live numbers of each class; of several that have the same simple name together.
	 * @return also of those that none is left of
	 */
	List<ActorGauge> gauges() {
		Map<String, List<MessageTable>> tables = this.engine.types()
			.spawned()
			.filter((table) -> !this.registered.contains(table.name()))
			.collect(Collectors.groupingBy(MessageTable::name));
		return tables.entrySet()
			.stream()
			.<ActorGauge>map((entry) -> new SpawnedView(entry.getKey(), entry.getValue(), this.engine.timer(),
					() -> census(entry.getKey())))
			.toList();
	}

	private Census census(String name) {
		return this.counting.result().getOrDefault(name, Census.NONE);
	}

	private Map<String, Census> count() {
		Map<String, Census.Taker> takers = new HashMap<>();
		int counted = 0;
		for (SpawnedActors group : this.engine.groups()) {
			counted += count(group.cells(), takers);
		}
		Deque<SupervisorCell> open = new ArrayDeque<>(List.of(this.root));
		for (SupervisorCell next = open.poll(); next != null; next = open.poll()) {
			for (Child child : next.children().inOrder()) {
				switch (child.node()) {
					case SupervisorCell below -> open.add(below);
					case ActorCell<?> cell when cell.type().messages().isShared() -> {
						taker(cell, takers).count(cell, child.status());
						counted++;
					}
					case KeyedFamily<?> family when family.type().messages().isShared() ->
						counted += count(family.cells(), takers);
					default -> {
						// What was registered has gauges of its own.
					}
				}
			}
		}
		this.size = counted;
		Map<String, Census> results = new HashMap<>();
		takers.forEach((name, taker) -> results.put(name, taker.result()));
		return results;
	}

	private static int count(CellTable cells, Map<String, Census.Taker> takers) {
		cells.forEach((cell) -> taker(cell, takers).count(cell));
		return cells.size();
	}

	private static Census.Taker taker(ActorCell<?> cell, Map<String, Census.Taker> takers) {
		return takers.computeIfAbsent(cell.type().name(), (name) -> new Census.Taker());
	}

}
