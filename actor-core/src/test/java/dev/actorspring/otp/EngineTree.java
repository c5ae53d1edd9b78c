package dev.actorspring.otp;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.actorspring.ActorSpec;
import dev.actorspring.spi.Scheduler;
import dev.actorspring.supervision.AutoShutdown;
import dev.actorspring.supervision.ChildCounts;
import dev.actorspring.supervision.ChildException;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.ChildType;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a script in our engine. It hangs under the system's root, which forgets it
 * when it has ended.
 */
final class EngineTree implements AutoCloseable {

	/** Long enough for no restart ever to leave the window. */
	private static final Duration PERIOD = Duration.ofHours(1);

	private final Tree.Supervisor root;

	private final Workers workers;

	private final Map<String, SupervisorSpec> specs = new ConcurrentHashMap<>();

	private final Map<String, Supervisor> found = new ConcurrentHashMap<>();

	private final ActorSystem system;

	/**
	 * A tree that is not yet started.
	 * @param root what to start
	 * @param workers make the workers
	 * @param declared whether the tree is declared and started with the system, or
	 * started at run time
	 * @param scheduler runs the steps of the engine, or {@code null} for its own threads
	 */
	EngineTree(Tree.Supervisor root, Workers workers, boolean declared, @Nullable Scheduler scheduler) {
		this.root = root;
		this.workers = workers;
		ActorSystemBuilder builder = ActorSystem.builder();
		if (scheduler != null) {
			builder.scheduler(scheduler);
		}
		if (declared) {
			builder.supervisor(spec(root));
		}
		this.system = builder.build();
		if (!declared) {
			this.system.start();
		}
	}

	CompletableFuture<?> start() {
		if (this.system.isRunning()) {
			return this.system.supervisor("root").start(spec(this.root));
		}
		this.system.start();
		return CompletableFuture.completedFuture(null);
	}

	CompletableFuture<?> operate(Step.Operation operation) {
		Supervisor supervisor = find(operation.supervisor());
		return switch (operation) {
			case Step.Start(String name, Tree.Worker worker) -> supervisor.start(spec(worker));
			case Step.Start(String name, Tree.Supervisor child) -> supervisor.start(spec(child));
			case Step.Terminate(String name, String id) -> supervisor.terminate(id);
			case Step.Restart(String name, String id) -> supervisor.restart(id);
			case Step.Delete(String name, String id) -> supervisor.delete(id);
		};
	}

	private Supervisor find(String name) {
		try {
			Supervisor supervisor = this.system.supervisor(name);
			this.found.put(name, supervisor);
			return supervisor;
		}
		catch (IllegalArgumentException ex) {
			Supervisor gone = this.found.get(name);
			if (gone == null) {
				throw new ChildException(name, "", ChildException.Reason.NOT_RUNNING);
			}
			return gone;
		}
	}

	private ActorSpec<Worker> spec(Tree.Worker worker) {
		return ActorSpec.of(worker.id(), Worker.class, this.workers.factory(worker.id()))
			.withRestart(worker.restart())
			.withSignificant(worker.significant());
	}

	private SupervisorSpec spec(Tree.Supervisor supervisor) {
		SupervisorSpec.Builder builder = SupervisorSpec.named(supervisor.id())
			.intensity(supervisor.intensity(), PERIOD)
			.autoShutdown(supervisor.autoShutdown())
			.restart(supervisor.restart())
			.significant(supervisor.significant());
		if (supervisor.dynamic()) {
			builder.dynamic();
		}
		else {
			builder.strategy(RestartStrategy.valueOf(supervisor.strategy().name()));
			for (Tree child : supervisor.children()) {
				switch (child) {
					case Tree.Worker worker -> builder.child(spec(worker));
					case Tree.Supervisor below -> builder.child(spec(below));
				}
			}
		}
		SupervisorSpec spec = builder.build();
		this.specs.put(supervisor.id(), spec);
		return spec;
	}

	/**
	 * Whether a child is significant where none may be.
	 */
	boolean isMisplaced(Step.Start start) {
		SupervisorSpec above = this.specs.get(start.supervisor());
		return start.child().significant() && (above == null || above.autoShutdown() == AutoShutdown.NEVER);
	}

	/**
	 * Lets each supervisor deal with what it has been told so far: it answers after that.
	 */
	void letPass() {
		letPass("root");
	}

	private void letPass(String name) {
		if (this.system.isRunning() && Answers.to(() -> find(name).terminate("nobody")).equals("not_found")) {
			find(name).children()
				.stream()
				.filter((child) -> child.type() == ChildType.SUPERVISOR && child.state() == ChildState.RUNNING)
				.forEach((child) -> letPass(child.id()));
		}
	}

	/**
	 * How the tree looks at this moment, as {@code otp_driver} would say it.
	 * @return unlike anything it would say while something is going on
	 */
	String state() {
		if (!this.system.isRunning()) {
			return Observation.DEAD;
		}
		try {
			for (ChildInfo child : this.system.supervisor("root").children()) {
				if (child.id().equals(this.root.id())) {
					return (child.state() == ChildState.RUNNING) ? describe(child.id()) : "t is " + child.state();
				}
			}
			return Observation.DEAD;
		}
		catch (ChildException ex) {
			return ex.toString();
		}
	}

	private String describe(String name) {
		Supervisor supervisor = find(name);
		List<ChildInfo> children = supervisor.children();
		if (Objects.requireNonNull(this.specs.get(name)).dynamic()) {
			children = children.stream().sorted(Comparator.comparing(ChildInfo::id)).toList();
		}
		ChildCounts counts = supervisor.counts();
		return "%s[%d %d %d %d]{%s}".formatted(name, counts.specs(), counts.active(), counts.supervisors(),
				counts.workers(), children.stream().map(this::describe).collect(Collectors.joining(", ")));
	}

	private String describe(ChildInfo child) {
		boolean supervisor = child.type() == ChildType.SUPERVISOR;
		String below = (supervisor && child.state() == ChildState.RUNNING) ? " " + describe(child.id()) : "";
		return child.id() + (supervisor ? "*" : "") + "=" + child.state().name().toLowerCase(Locale.ROOT) + below;
	}

	@Override
	public void close() {
		this.system.close();
	}

}
