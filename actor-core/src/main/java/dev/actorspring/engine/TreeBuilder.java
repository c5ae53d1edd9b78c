package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.RestartType;
import dev.actorspring.spi.Placement;
import dev.actorspring.spi.Placement.Partitions;
import dev.actorspring.supervision.AutoShutdown;
import dev.actorspring.supervision.ChildSpec;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.SupervisorSpec;
import org.jspecify.annotations.Nullable;

/**
 * Puts actors and supervisors together to a tree, or says why they do not make one.
 */
final class TreeBuilder {

	private static final String ROOT = "root";

	private final Engine engine;

	/**
	 * What supervisors are measured as that are started at run time, with names that
	 * nobody can foresee; {@code null} for those that are measured by their own.
	 */
	private final @Nullable String measuredName;

	private final Map<String, ActorSpec<?>> actors = new LinkedHashMap<>();

	private final Map<String, SupervisorSpec> supervisors = new LinkedHashMap<>();

	/** The supervisor that claims it, by the name of an actor or supervisor. */
	private final Map<String, String> claims = new LinkedHashMap<>();

	private final Map<String, SupervisorCell> supervisorCells = new LinkedHashMap<>();

	private final Map<String, ActorCell<?>> cells = new LinkedHashMap<>();

	private final Map<String, KeyedFamily<?>> families = new LinkedHashMap<>();

	private final Map<String, SingletonFamily<?>> singletons = new LinkedHashMap<>();

	private TreeBuilder(Engine engine, @Nullable String measuredName) {
		this.engine = engine;
		this.measuredName = measuredName;
	}

	static Tree build(Engine engine, Collection<ActorSpec<?>> actors, Collection<SupervisorSpec> supervisors) {
		TreeBuilder builder = new TreeBuilder(engine, null);
		actors.forEach(builder::register);
		supervisors.forEach(builder::register);
		builder.supervisors.values().forEach(builder::claim);
		builder.supervisors.keySet().forEach(builder::checkCycle);
		return builder.plant();
	}

	/**
	 * Makes a supervisor for a tree that is there already.
	 * @param engine the engine
	 * @param spec what it supervises, all children inline
	 * @param above who supervises it
	 * @return the supervisor with its children, not started
	 */
	static SupervisorCell graft(Engine engine, SupervisorSpec spec, SupervisorCell above) {
		TreeBuilder builder = new TreeBuilder(engine, above.measuredName());
		builder.register(spec);
		builder.supervisors.values().forEach(builder::claim);
		SupervisorCell cell = new SupervisorCell(engine, spec, above.measuredName(), above, above);
		builder.plant(cell, builder.childrenOf(spec));
		return cell;
	}

	private void register(ActorSpec<?> spec) {
		if (spec.equals(this.actors.get(spec.name()))) {
			return;
		}
		checkName(spec.name(), "actor class " + spec.type().getName());
		this.actors.put(spec.name(), spec);
	}

	/**
	 * Registers a supervisor and all below it, without recursion.
	 */
	private void register(SupervisorSpec top) {
		Deque<SupervisorSpec> open = new ArrayDeque<>(List.of(top));
		for (SupervisorSpec next = open.poll(); next != null; next = open.poll()) {
			register(next, open);
		}
	}

	private void register(SupervisorSpec spec, Deque<SupervisorSpec> below) {
		if (spec.equals(this.supervisors.get(spec.name()))) {
			// Registered for itself, and again as a child of another.
			return;
		}
		checkName(spec.name(), "a supervisor");
		this.supervisors.put(spec.name(), spec);
		for (ChildSpec child : spec.children()) {
			switch (child) {
				case ChildSpec.Actor(ActorSpec<?> actor) -> register(actor);
				case ChildSpec.Supervisor(SupervisorSpec supervisor) -> below.add(supervisor);
				case ChildSpec.OfType ofType -> {
				}
				case ChildSpec.Named named -> {
				}
			}
		}
	}

	private void checkName(String name, String newcomer) {
		if (name.equals(ROOT)) {
			throw new ActorConfigurationException("The name '" + ROOT + "' is given to " + newcomer,
					"Choose another name: '" + ROOT + "' is the supervisor that all others are under.");
		}
		ActorSpec<?> actor = this.actors.get(name);
		if (actor != null || this.supervisors.containsKey(name)) {
			String present = (actor != null) ? "actor class " + actor.type().getName() : "a supervisor";
			throw new ActorConfigurationException(
					"The name '" + name + "' is given twice: to " + present + " and to " + newcomer,
					"Give one of them another name. Names are unique over all actors and supervisors.");
		}
	}

	private void claim(SupervisorSpec supervisor) {
		for (ChildSpec child : supervisor.children()) {
			String name = resolve(supervisor, child);
			checkSignificance(supervisor, name, isSignificant(name));
			String other = this.claims.putIfAbsent(name, supervisor.name());
			if (supervisor.name().equals(other)) {
				throw new ActorConfigurationException(
						"'" + name + "' is twice among the children of supervisor '" + other + "'",
						"List it once. For two actors of one class, declare two with names of their own.");
			}
			if (other != null) {
				throw new ActorConfigurationException(
						"'" + name + "' is claimed twice: by supervisor '" + other + "' and by supervisor '"
								+ supervisor.name() + "'",
						"Remove '" + name + "' from the children of one of them. A child has one supervisor.");
			}
		}
	}

	private boolean isSignificant(String name) {
		ActorSpec<?> actor = this.actors.get(name);
		SupervisorSpec nested = this.supervisors.get(name);
		return (actor != null && actor.significant()) || (nested != null && nested.significant());
	}

	/**
	 * Checks that a significant child has a supervisor for which that means something.
	 * @param supervisor the supervisor
	 * @param name the child
	 * @param significant whether it is significant
	 */
	static void checkSignificance(SupervisorSpec supervisor, String name, boolean significant) {
		if (significant && supervisor.dynamic()) {
			throw new ActorConfigurationException(
					"'" + name + "' is significant, but its supervisor '" + supervisor.name()
							+ "' is dynamic: its children come and go, and it does not shut down by itself",
					"Take the significance off '" + name + "', or start it under a supervisor that is not dynamic.");
		}
		if (significant && supervisor.autoShutdown() == AutoShutdown.NEVER) {
			throw new ActorConfigurationException(
					"'" + name + "' is significant, but its supervisor '" + supervisor.name()
							+ "' never shuts down by itself",
					"Set autoShutdown of '" + supervisor.name() + "', or take the significance off '" + name + "'.");
		}
	}

	private String resolve(SupervisorSpec supervisor, ChildSpec child) {
		return switch (child) {
			case ChildSpec.Actor(ActorSpec<?> actor) -> actor.name();
			case ChildSpec.Supervisor(SupervisorSpec nested) -> nested.name();
			case ChildSpec.Named(String name) -> {
				if (!this.actors.containsKey(name) && !this.supervisors.containsKey(name)) {
					throw unknown(supervisor, "'" + name + "'");
				}
				yield name;
			}
			case ChildSpec.OfType(Class<?> type) -> {
				List<String> names = this.actors.values()
					.stream()
					.filter((actor) -> type.isAssignableFrom(actor.type()))
					.map(ActorSpec::name)
					.toList();
				if (names.isEmpty()) {
					throw unknown(supervisor, "of class " + type.getName());
				}
				if (names.size() > 1) {
					throw new ActorConfigurationException(
							"Supervisor '" + supervisor.name() + "' has a child of class " + type.getName()
									+ ", but there are several: " + names,
							"Name the one you mean: children(\"" + names.get(0) + "\").");
				}
				yield names.get(0);
			}
		};
	}

	private ActorConfigurationException unknown(SupervisorSpec supervisor, String child) {
		Set<String> known = new TreeSet<>(this.actors.keySet());
		known.addAll(this.supervisors.keySet());
		known.remove(supervisor.name());
		return new ActorConfigurationException(
				"Supervisor '" + supervisor.name() + "' has a child " + child + ", which is not registered",
				known.isEmpty() ? "Register it. No actor and no other supervisor is registered yet."
						: "Register it, or choose one of those that are: " + known + ".");
	}

	private void checkCycle(String start) {
		List<String> chain = new ArrayList<>(List.of(start));
		Set<String> seen = new HashSet<>(chain);
		for (String above = this.claims.get(start); above != null; above = this.claims.get(above)) {
			chain.add(above);
			if (!seen.add(above)) {
				throw new ActorConfigurationException(
						"Supervisors supervise each other in a circle: " + String.join(" under ", chain),
						"Remove one of them from the children of the other.");
			}
		}
	}

	// Planting: from the root downwards, without recursion, so that depth does not
	// matter.

	private Tree plant() {
		SupervisorSpec rootSpec = SupervisorSpec.named(ROOT).giveUp(GiveUp.BACKOFF).build();
		unclaimed().forEach((name) -> checkSignificance(rootSpec, name, isSignificant(name)));
		RootParent above = new RootParent();
		SupervisorCell root = new SupervisorCell(this.engine, rootSpec, ROOT, null, above);
		plant(root, unclaimed());
		return new Tree(this.engine, root, above, this.supervisorCells, this.cells, this.families, this.singletons,
				new ArrayList<>(this.actors.keySet()));
	}

	private void plant(SupervisorCell top, List<String> names) {
		this.supervisorCells.put(top.name(), top);
		List<Planting> open = new ArrayList<>();
		open.add(new Planting(top, names));
		while (!open.isEmpty()) {
			Planting planting = open.removeLast();
			List<Node> nodes = new ArrayList<>();
			for (String name : planting.children()) {
				SupervisorSpec supervisor = this.supervisors.get(name);
				if (supervisor != null) {
					SupervisorCell cell = new SupervisorCell(this.engine, supervisor,
							(this.measuredName != null) ? this.measuredName : name, planting.supervisor(),
							planting.supervisor());
					this.supervisorCells.put(name, cell);
					open.add(new Planting(cell, childrenOf(supervisor)));
					nodes.add(cell);
				}
				else {
					nodes.add(plantActor(name, planting.supervisor()));
				}
			}
			planting.supervisor().machine().adopt(nodes);
		}
	}

	private List<String> childrenOf(SupervisorSpec supervisor) {
		return supervisor.children().stream().map((child) -> resolve(supervisor, child)).toList();
	}

	private List<String> unclaimed() {
		List<String> names = new ArrayList<>();
		this.supervisors.keySet().stream().filter((name) -> !this.claims.containsKey(name)).forEach(names::add);
		this.actors.keySet().stream().filter((name) -> !this.claims.containsKey(name)).forEach(names::add);
		return names;
	}

	@SuppressWarnings("NullAway") // every name was resolved to one of the two maps
	private Node plantActor(String name, Parent parent) {
		ActorSpec<?> spec = this.actors.get(name);
		ActorType<?> type = (this.measuredName != null) ? this.engine.types().grafted(this.engine, spec)
				: this.engine.types().registered(this.engine, spec);
		Placement placement = this.engine.placement();
		Partitions partitions = (placement != null) ? placement.of(name) : null;
		if (type.spec().keyed()) {
			KeyedFamily<?> family = new KeyedFamily<>(type, parent, partitions);
			this.families.put(name, family);
			return family;
		}
		if (partitions != null && type.isPool()) {
			throw new ActorConfigurationException(
					"'" + name + "' is a pool, but lives on one of several nodes: its workers take their messages from "
							+ "one queue, which a pool on each node has for itself",
					"Give '" + name + "' the scope of a node, or take the pool off it.");
		}
		if (partitions != null && this.measuredName == null) {
			checkSingleton(type.spec());
			SingletonFamily<?> singleton = new SingletonFamily<>(type, parent, partitions);
			this.singletons.put(name, singleton);
			return singleton;
		}
		ActorCell<?> cell = new ActorCell<>(type, parent, name);
		this.cells.put(name, cell);
		if (this.measuredName == null) {
			this.engine.topics().add(cell);
		}
		return cell;
	}

	private void checkSingleton(ActorSpec<?> spec) {
		String supervisor = this.claims.get(spec.name());
		if (supervisor != null) {
			throw new ActorConfigurationException(
					"'" + spec.name() + "' lives on one of several nodes, but is a child of supervisor '" + supervisor
							+ "', which is on each of them",
					"Take '" + spec.name() + "' off the children of '" + supervisor
							+ "', or give it the scope of a node.");
		}
		if (spec.restart() != RestartType.PERMANENT) {
			throw new ActorConfigurationException("'" + spec.name()
					+ "' lives on one of several nodes, but is restarted only if " + spec.restart() + " allows it",
					"Make it permanent, or give it the scope of a node.");
		}
	}

	private record Planting(SupervisorCell supervisor, List<String> children) {

	}

}
