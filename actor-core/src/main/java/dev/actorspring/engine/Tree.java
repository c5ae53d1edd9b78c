package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorPool;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.NodeOperations;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.system.Registration;
import org.jspecify.annotations.Nullable;

/**
 * All nodes of a system, and the ways to find them.
 */
final class Tree {

	/** How many names an error lists at most. */
	private static final int NAMED = 20;

	private static final Kind ACTORS = new Kind((node) -> node instanceof ActorCell || node instanceof SingletonFamily,
			"actor", "actors", "a keyed family: use keyed(…), and the ref of one of its keys");

	private static final Kind FAMILIES = new Kind(
			(node) -> node instanceof KeyedFamily && !(node instanceof SingletonFamily), "keyed family",
			"keyed families", "a single actor: use actor(…)");

	private final SupervisorCell root;

	private final RootParent above;

	private final Map<String, ActorCell<?>> cells;

	private final Map<String, KeyedFamily<?>> families;

	private final Map<String, SingletonFamily<?>> singletons;

	/** Those that are one each, here or elsewhere. */
	private final Map<String, Node> actors = new LinkedHashMap<>();

	private final Map<String, SupervisorCell> supervisors;

	private final SpawnedActors spawned;

	private final SpawnedClasses spawnedClasses;

	private final List<Registration> registrations = new ArrayList<>();

	private final List<ActorGauge> gauges = new ArrayList<>();

	Tree(Engine engine, SupervisorCell root, RootParent above, Map<String, SupervisorCell> supervisors,
			Map<String, ActorCell<?>> cells, Map<String, KeyedFamily<?>> families,
			Map<String, SingletonFamily<?>> singletons, List<String> order) {
		this.root = root;
		this.above = above;
		this.supervisors = supervisors;
		this.cells = cells;
		this.families = families;
		this.singletons = singletons;
		this.actors.putAll(cells);
		this.actors.putAll(singletons);
		this.spawned = SpawnedActors.ofRoot(engine, root.name());
		this.spawnedClasses = new SpawnedClasses(engine, root, Set.copyOf(order));
		for (String name : order) {
			ActorCell<?> cell = cells.get(name);
			KeyedFamily<?> family = families.getOrDefault(name, singletons.get(name));
			if (cell != null) {
				register(cell.type());
				this.gauges.add(cell.type().isPool()
						? new PoolGauge(new PoolView(cell.pool()), new CellGauge(cell, () -> state(cell)))
						: new CellGauge(cell, () -> state(cell)));
			}
			else if (family != null) {
				register(family.type());
				this.gauges.add(family.view());
			}
		}
	}

	private ChildState state(ActorCell<?> cell) {
		NodePosition place = locate(cell.path());
		return (place != null) ? place.status().state() : ChildState.STOPPED;
	}

	private void register(ActorType<?> type) {
		this.registrations.add(new Registration(type.spec(), type.messages().protocol()));
	}

	CompletableFuture<Optional<ActorStartException>> start() {
		this.root.start();
		return this.above.whenStarted();
	}

	CompletableFuture<Optional<ActorStartException>> reset() {
		List<CompletableFuture<?>> ending = new ArrayList<>();
		this.spawned.cells().forEach((cell) -> ending.add(new CellOperations(this.spawned, cell).terminate()));
		return CompletableFuture.allOf(ending.toArray(CompletableFuture<?>[]::new)).thenCompose((ended) -> {
			CompletableFuture<Optional<ActorStartException>> started = this.above.whenStartedAgain();
			this.root.reset();
			return started;
		});
	}

	CompletableFuture<Boolean> stop() {
		this.spawned.stop(() -> this.root.stop(true));
		return this.above.whenStopped();
	}

	Supervisor supervisor(String name) {
		SupervisorCell own = this.supervisors.get(name);
		// One that is nobody's child at present may be again.
		SupervisorCell found = (own != null && isPresent(own)) ? own
				: live().filter((supervisor) -> supervisor.name().equals(name)).findFirst().orElse(own);
		if (found == null) {
			throw new IllegalArgumentException("There is no supervisor '" + name + "', only "
					+ String.join(", ", new TreeSet<>(this.supervisors.keySet())));
		}
		return new SupervisorHandle(found);
	}

	/**
	 * An actor that is a pool.
	 */
	ActorPool pool(String name) {
		Node found = named(this.actors, name, Object.class, ACTORS);
		if (found instanceof ActorCell<?> cell && cell.type().isPool()) {
			return new PoolView(cell.pool());
		}
		throw new IllegalArgumentException("'" + name + "' is no pool, but one actor");
	}

	List<ActorPool> pools() {
		return this.cells.values()
			.stream()
			.filter((cell) -> cell.type().isPool())
			.<ActorPool>map((cell) -> new PoolView(cell.pool()))
			.toList();
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
		Stream.concat(this.families.values().stream(), this.singletons.values().stream())
			.forEach((family) -> family.cells().forEach((cell) -> visit(cell, action)));
		this.spawned.cells().forEach((cell) -> visit(cell, action));
	}

	private static void visit(ActorCell<?> cell, Consumer<ActorCell<?>> action) {
		action.accept(cell);
		Incarnation<?> incarnation = cell.incarnation();
		SpawnedActors children = (incarnation != null) ? incarnation.spawned() : null;
		if (children != null) {
			children.cells().forEach((child) -> visit(child, action));
		}
	}

	// Finding.

	<A> ActorRef<A> actor(Class<A> type) {
		return ref(only(this.actors.values(), type, ACTORS));
	}

	<A> ActorRef<A> actor(String name, Class<A> type) {
		return ref(named(this.actors, name, type, ACTORS));
	}

	<A> KeyedActors<A> keyed(Class<A> type) {
		return family(only(this.families.values(), type, FAMILIES));
	}

	<A> KeyedActors<A> keyed(String name, Class<A> type) {
		return family(named(this.families, name, type, FAMILIES));
	}

	/**
	 * A family, or what is placed as one.
	 */
	KeyedFamily<?> family(String name) {
		SingletonFamily<?> singleton = this.singletons.get(name);
		return (singleton != null) ? singleton : (KeyedFamily<?>) named(this.families, name, Object.class, FAMILIES);
	}

	/**
	 * A partition of all families lives here from now on.
	 */
	void opened(int partition) {
		this.singletons.values().forEach((singleton) -> singleton.opened(partition));
	}

	@SuppressWarnings("unchecked") // the class was compared
	private static <A> ActorRef<A> ref(Node node) {
		return (ActorRef<A>) ((node instanceof SingletonFamily<?> singleton) ? singleton.ref()
				: ((ActorCell<?>) node).self());
	}

	@SuppressWarnings("unchecked") // the class was compared
	private static <A> KeyedActors<A> family(Node family) {
		return (KeyedActors<A>) family;
	}

	/**
	 * The only one of a class. Those that were started at run time count where none was
	 * registered.
	 */
	private Node only(Collection<? extends Node> registered, Class<?> type, Kind kind) {
		List<Node> found = registered.stream().<Node>map((node) -> node).filter((node) -> isA(node, type)).toList();
		if (found.isEmpty()) {
			found = started().filter(kind.nodes()).filter((node) -> isA(node, type)).toList();
		}
		if (found.isEmpty()) {
			boolean other = Stream.concat(all(), started()).anyMatch((node) -> isA(node, type));
			throw new IllegalArgumentException(
					"There is no " + kind.one() + " of " + type.getName() + (other ? ", but " + kind.other() : ""));
		}
		if (found.size() > 1) {
			throw new IllegalArgumentException("There are several " + kind.many() + " of " + type.getName() + ": "
					+ names(found.stream()) + ". Give the name, too.");
		}
		return found.getFirst();
	}

	/**
	 * The one of a name: as the system was built with it, unless others have taken its
	 * place; else as it was started since, the one nearest to the root.
	 */
	private Node named(Map<String, ? extends Node> registered, String name, Class<?> type, Kind kind) {
		Node own = registered.get(name);
		Node found = (own != null && isPresent(own)) ? own : started(name).filter(kind.nodes()).findFirst().orElse(own);
		if (found == null) {
			boolean other = Stream.concat(all(), started())
				.anyMatch((node) -> isActor(node) && node.name().equals(name));
			String known = names(Stream.concat(registered.values().stream(), started().filter(kind.nodes())));
			throw new IllegalArgumentException("There is no " + kind.one() + " '" + name + "'" + (other
					? ", but " + kind.other() : known.isEmpty() ? ": there are no " + kind.many() : ", only " + known));
		}
		if (!isA(found, type)) {
			throw new IllegalArgumentException("The " + kind.one() + " '" + name + "' is a "
					+ typeOf(found).spec().type().getName() + ", not a " + type.getName());
		}
		return found;
	}

	private static boolean isActor(Node node) {
		return !(node instanceof SupervisorCell);
	}

	private static ActorType<?> typeOf(Node node) {
		return switch (node) {
			case ActorCell<?> cell -> cell.type();
			case KeyedFamily<?> family -> family.type();
			default -> throw new IllegalArgumentException("No actor: " + node);
		};
	}

	private static boolean isA(Node node, Class<?> type) {
		return isActor(node) && type.isAssignableFrom(typeOf(node).spec().type());
	}

	/**
	 * Those that the system was built with.
	 */
	private Stream<Node> all() {
		return Stream.concat(this.actors.values().stream(), this.families.values().stream());
	}

	private static String names(Stream<? extends Node> nodes) {
		List<String> some = nodes.map(Node::name).distinct().limit(NAMED + 1).sorted().toList();
		return (some.size() <= NAMED) ? String.join(", ", some)
				: String.join(", ", some.subList(0, NAMED)) + " and others";
	}

	/** Those that were started at run time, and the others that are present. */
	private Stream<Node> started() {
		return Stream.concat(live().flatMap((supervisor) -> supervisor.children().inOrder().stream()).map(Child::node),
				this.spawned.cells().stream());
	}

	private Stream<Node> started(String name) {
		return Stream.concat(
				live().map((supervisor) -> supervisor.children().find(name))
					.filter(Objects::nonNull)
					.map((child) -> Objects.requireNonNull(child).node()),
				Stream.ofNullable(this.spawned.cells().get(name)));
	}

	/**
	 * Whether a node is a child of a supervisor that is present.
	 */
	private boolean isPresent(Node node) {
		if (node == this.root) {
			return true;
		}
		Parent parent = switch (node) {
			case ActorCell<?> cell -> cell.parent();
			case KeyedFamily<?> family -> family.above();
			case SupervisorCell supervisor -> supervisor.above();
			default -> null;
		};
		if (!(parent instanceof SupervisorCell supervisor)) {
			return false;
		}
		Child child = supervisor.children().find(node.name());
		return child != null && child.node() == node && isPresent(supervisor);
	}

	private Stream<SupervisorCell> live() {
		List<SupervisorCell> all = new ArrayList<>(List.of(this.root));
		for (int i = 0; i < all.size(); i++) {
			all.addAll(all.get(i).children().supervisors());
		}
		return all.stream();
	}

	/**
	 * What is looked for.
	 *
	 * @param nodes which nodes are it
	 * @param one the singular, in words
	 * @param many the plural
	 * @param other what to use if it is of the other kind
	 */
	private record Kind(Predicate<Node> nodes, String one, String many, String other) {

	}

	// Describing.

	NodeSnapshot.Supervisor snapshot() {
		NodeSnapshot.Supervisor own = this.root.snapshot(ChildStatus.RUNNING);
		List<NodeSnapshot> children = new ArrayList<>(own.children());
		children.addAll(CellSnapshots.of(this.spawned));
		return new SupervisorSnapshot(own.name(), own.path(), ChildState.RUNNING, own.since(), null, own.spec(),
				children, own.restarts());
	}

	Optional<NodeSnapshot> find(String path) {
		if (path.isEmpty()) {
			return Optional.of(snapshot());
		}
		return Optional.ofNullable(locate(path)).map(NodePosition::snapshot);
	}

	Optional<ActorRef<?>> resolve(String path) {
		NodePosition known = locate(path);
		if (known != null) {
			return (known.node() instanceof ActorCell<?> cell) ? Optional.of(cell.self()) : Optional.empty();
		}
		// A key may have slashes.
		for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
			NodePosition above = locate(path.substring(0, slash));
			if (above != null && above.node() instanceof KeyedFamily<?> family && slash < path.length() - 1) {
				return Optional.of(family.get(path.substring(slash + 1)));
			}
		}
		return Optional.empty();
	}

	/**
	 * The ref of an actor that is spread over nodes.
	 * @return {@code null} if the path is that of another, or of none
	 */
	@Nullable ActorRef<?> spread(String path) {
		return Stream.concat(this.families.values().stream(), this.singletons.values().stream())
			.filter((family) -> family.partitioned() != null && path.startsWith(family.path() + "/"))
			.findFirst()
			.map((family) -> family.get(path.substring(family.path().length() + 1)))
			.orElse(null);
	}

	/**
	 * The actor of a path, unless a key that is not active.
	 */
	@Nullable ActorCell<?> present(String path) {
		NodePosition known = locate(path);
		if (known != null) {
			return (known.node() instanceof ActorCell<?> cell) ? cell : null;
		}
		// A key may have slashes.
		for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
			NodePosition above = locate(path.substring(0, slash));
			if (above != null && above.node() instanceof KeyedFamily<?> family && slash < path.length() - 1) {
				return family.present(path.substring(slash + 1));
			}
		}
		return null;
	}

	List<NodeSnapshot.Actor> keys(String path, @Nullable String after, int limit) {
		NodePosition place = locate(path);
		return (place != null && place.node() instanceof KeyedFamily<?> family) ? family.view().page(after, limit)
				: List.of();
	}

	List<Restart> restarts(String path) {
		NodePosition place = locate(path);
		return (place != null)
				? place.recentRestarts().stream().filter((restart) -> restart.path().equals(path)).toList() : List.of();
	}

	Optional<NodeOperations> operations(String path) {
		return Optional.ofNullable(locate(path)).map(NodePosition::operations);
	}

	private @Nullable NodePosition locate(String path) {
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
				return (slash < 0) ? new NodePosition.Supervised(supervisor, child) : null;
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

	private static @Nullable NodePosition locate(CellGroup group, String name, String rest) {
		ActorCell<?> cell = group.cells().get(name);
		if (cell == null) {
			return null;
		}
		return rest.isEmpty() ? new NodePosition.Grouped(group, cell) : locateBelow(cell, rest);
	}

	private static @Nullable NodePosition locateBelow(ActorCell<?> cell, String rest) {
		Incarnation<?> incarnation = cell.incarnation();
		@Nullable SpawnedActors children = (incarnation != null) ? incarnation.spawned() : null;
		if (children == null) {
			return null;
		}
		int slash = rest.indexOf('/');
		return (slash < 0) ? locate(children, rest, "")
				: locate(children, rest.substring(0, slash), rest.substring(slash + 1));
	}

}
