package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.NodeOperations;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.system.Registration;
import org.jspecify.annotations.Nullable;

/**
 * All nodes of a system, and the ways to find them.
 */
final class Tree {

	private static final Kind ACTORS = new Kind("actor", "actors",
			"a keyed family: use keyed(…), and the ref of one of its keys");

	private static final Kind FAMILIES = new Kind("keyed family", "keyed families", "a single actor: use actor(…)");

	private final SupervisorCell root;

	private final RootParent above;

	private final Map<String, ActorCell<?>> cells;

	private final Map<String, KeyedFamily<?>> families;

	private final Map<String, SupervisorCell> supervisors;

	private final SpawnedActors spawned;

	private final SpawnedClasses spawnedClasses;

	private final List<Registration> registrations = new ArrayList<>();

	private final List<ActorGauge> gauges = new ArrayList<>();

	Tree(Engine engine, SupervisorCell root, RootParent above, Map<String, SupervisorCell> supervisors,
			Map<String, ActorCell<?>> cells, Map<String, KeyedFamily<?>> families, List<String> order) {
		this.root = root;
		this.above = above;
		this.supervisors = supervisors;
		this.cells = cells;
		this.families = families;
		this.spawned = new SpawnedActors(engine, root.name(), "");
		this.spawnedClasses = new SpawnedClasses(engine, root, Set.copyOf(order));
		for (String name : order) {
			ActorCell<?> cell = cells.get(name);
			KeyedFamily<?> family = families.get(name);
			if (cell != null) {
				register(cell.type());
				this.gauges.add(new CellGauge(cell, () -> state(cell)));
			}
			else if (family != null) {
				register(family.type());
				this.gauges.add(family.view());
			}
		}
	}

	private ChildState state(ActorCell<?> cell) {
		Place place = locate(cell.path());
		return (place != null) ? place.status().state() : ChildState.STOPPED;
	}

	private void register(ActorType<?> type) {
		this.registrations.add(new Registration(type.spec(), type.messages().protocol()));
	}

	CompletableFuture<Optional<ActorStartException>> start() {
		this.root.start();
		return this.above.whenStarted();
	}

	CompletableFuture<Boolean> stop() {
		this.spawned.stop(() -> this.root.stop(true));
		return this.above.whenStopped();
	}

	Supervisor supervisor(String name) {
		SupervisorCell found = findLive(name);
		if (found == null) {
			// Not a child of anybody at present, but it may be again.
			found = this.supervisors.get(name);
		}
		if (found == null) {
			throw new IllegalArgumentException("There is no supervisor '" + name + "', only "
					+ String.join(", ", new TreeSet<>(this.supervisors.keySet())));
		}
		return new SupervisorHandle(found);
	}

	private @Nullable SupervisorCell findLive(String name) {
		Deque<SupervisorCell> open = new ArrayDeque<>(List.of(this.root));
		for (SupervisorCell next = open.poll(); next != null; next = open.poll()) {
			if (next.name().equals(name)) {
				return next;
			}
			for (Child child : next.children().inOrder()) {
				if (child.node() instanceof SupervisorCell below) {
					open.add(below);
				}
			}
		}
		return null;
	}

	SpawnedActors spawned() {
		return this.spawned;
	}

	List<Registration> registrations() {
		return List.copyOf(this.registrations);
	}

	List<ActorGauge> gauges() {
		List<ActorGauge> all = new ArrayList<>(this.gauges);
		all.addAll(this.spawnedClasses.gauges());
		return all;
	}

	void forEachCell(Consumer<ActorCell<?>> action) {
		this.cells.values().forEach((cell) -> visit(cell, action));
		this.families.values().forEach((family) -> family.cells().values().forEach((cell) -> visit(cell, action)));
		this.spawned.cells().values().forEach((cell) -> visit(cell, action));
	}

	private static void visit(ActorCell<?> cell, Consumer<ActorCell<?>> action) {
		action.accept(cell);
		Incarnation<?> incarnation = cell.incarnation();
		SpawnedActors children = (incarnation != null) ? incarnation.children() : null;
		if (children != null) {
			children.cells().values().forEach((child) -> visit(child, action));
		}
	}

	// Finding.

	<A> ActorRef<A> actor(Class<A> type) {
		return ref(only(this.cells.values(), ActorCell::type, type, ACTORS,
				this.families.values().stream().map(KeyedFamily::type).toList()));
	}

	<A> ActorRef<A> actor(String name, Class<A> type) {
		return ref(named(this.cells, ActorCell::type, name, type, ACTORS, this.families.keySet()));
	}

	<A> KeyedActors<A> keyed(Class<A> type) {
		return family(only(this.families.values(), KeyedFamily::type, type, FAMILIES,
				this.cells.values().stream().map(ActorCell::type).toList()));
	}

	<A> KeyedActors<A> keyed(String name, Class<A> type) {
		return family(named(this.families, KeyedFamily::type, name, type, FAMILIES, this.cells.keySet()));
	}

	@SuppressWarnings("unchecked") // the class was compared
	private static <A> ActorRef<A> ref(ActorCell<?> cell) {
		return (ActorRef<A>) cell.self();
	}

	@SuppressWarnings("unchecked") // the class was compared
	private static <A> KeyedActors<A> family(KeyedFamily<?> family) {
		return (KeyedActors<A>) family;
	}

	private static <N> N only(Collection<N> nodes, Function<N, ActorType<?>> typeOf, Class<?> type, Kind kind,
			List<? extends ActorType<?>> others) {
		List<N> found = nodes.stream()
			.filter((node) -> type.isAssignableFrom(typeOf.apply(node).spec().type()))
			.toList();
		if (found.isEmpty()) {
			boolean other = others.stream().anyMatch((each) -> type.isAssignableFrom(each.spec().type()));
			throw new IllegalArgumentException(
					"There is no " + kind.one() + " of " + type.getName() + (other ? ", but " + kind.other() : ""));
		}
		if (found.size() > 1) {
			String names = String.join(", ", found.stream().map((node) -> typeOf.apply(node).name()).toList());
			throw new IllegalArgumentException("There are several " + kind.many() + " of " + type.getName() + ": "
					+ names + ". Give the name, too.");
		}
		return found.get(0);
	}

	private static <N> N named(Map<String, N> nodes, Function<N, ActorType<?>> typeOf, String name, Class<?> type,
			Kind kind, Set<String> others) {
		N found = nodes.get(name);
		if (found == null) {
			throw new IllegalArgumentException("There is no " + kind.one() + " '" + name + "'"
					+ (others.contains(name) ? ", but " + kind.other() : nodes.isEmpty()
							? ": there are no " + kind.many() : ", only " + String.join(", ", nodes.keySet())));
		}
		Class<?> actual = typeOf.apply(found).spec().type();
		if (!type.isAssignableFrom(actual)) {
			throw new IllegalArgumentException(
					"The " + kind.one() + " '" + name + "' is a " + actual.getName() + ", not a " + type.getName());
		}
		return found;
	}

	/**
	 * What is looked for, in words.
	 *
	 * @param one the singular
	 * @param many the plural
	 * @param other what to use if it is of the other kind
	 */
	private record Kind(String one, String many, String other) {

	}

	// Describing.

	NodeSnapshot.Supervisor snapshot() {
		NodeSnapshot.Supervisor own = this.root.snapshot(Status.RUNNING);
		List<NodeSnapshot> children = new ArrayList<>(own.children());
		children.addAll(CellSnapshots.of(this.spawned));
		return new NodeSnapshot.Supervisor(own.name(), own.path(), ChildState.RUNNING, own.since(), null,
				own.strategy(), own.intensity(), own.period(), own.giveUp(), children, own.restarts());
	}

	Optional<NodeSnapshot> find(String path) {
		if (path.isEmpty()) {
			return Optional.of(snapshot());
		}
		return Optional.ofNullable(locate(path)).map(Place::snapshot);
	}

	List<NodeSnapshot.Actor> keys(String path, @Nullable String after, int limit) {
		Place place = locate(path);
		return (place != null && place.node() instanceof KeyedFamily<?> family) ? family.view().page(after, limit)
				: List.of();
	}

	List<Restart> restarts(String path) {
		Place place = locate(path);
		return (place != null)
				? place.recentRestarts().stream().filter((restart) -> restart.path().equals(path)).toList() : List.of();
	}

	Optional<NodeOperations> operations(String path) {
		return Optional.ofNullable(locate(path)).map(Place::operations);
	}

	private @Nullable Place locate(String path) {
		SupervisorCell supervisor = this.root;
		String rest = path;
		for (;;) {
			int slash = rest.indexOf('/');
			String name = (slash < 0) ? rest : rest.substring(0, slash);
			rest = (slash < 0) ? "" : rest.substring(slash + 1);
			Child child = supervisor.children().find(name);
			if (child == null) {
				return (supervisor == this.root) ? locate(this.spawned, name, rest) : null;
			}
			if (rest.isEmpty()) {
				return (slash < 0) ? new Place.Supervised(supervisor, child) : null;
			}
			switch (child.node()) {
				case SupervisorCell below -> supervisor = below;
				case KeyedFamily<?> family -> {
					return locate(family, rest, "");
				}
				case ActorCell<?> cell -> {
					return locateBelow(cell, rest);
				}
				default -> {
					return null;
				}
			}
		}
	}

	private static @Nullable Place locate(CellGroup group, String name, String rest) {
		ActorCell<?> cell = group.cells().get(name);
		if (cell == null) {
			return null;
		}
		return rest.isEmpty() ? new Place.Grouped(group, cell) : locateBelow(cell, rest);
	}

	private static @Nullable Place locateBelow(ActorCell<?> cell, String rest) {
		Incarnation<?> incarnation = cell.incarnation();
		@Nullable SpawnedActors children = (incarnation != null) ? incarnation.children() : null;
		if (children == null) {
			return null;
		}
		int slash = rest.indexOf('/');
		return (slash < 0) ? locate(children, rest, "")
				: locate(children, rest.substring(0, slash), rest.substring(slash + 1));
	}

}
