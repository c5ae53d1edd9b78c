package dev.actorspring.benchmarks.harness;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import dev.actorspring.Dispatcher;
import dev.actorspring.benchmarks.cajun.CajunLoader;
import dev.actorspring.benchmarks.jdk.JdkLock;
import dev.actorspring.benchmarks.jdk.JdkQueue;
import dev.actorspring.benchmarks.ours.ActorSpring;
import dev.actorspring.benchmarks.pekko.Pekko;
import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Workload;
import dev.actorspring.benchmarks.vertx.VertxBus;

/**
 * The systems that run in a JVM.
 */
enum JvmSystem {

	COMPUTE("actor-spring COMPUTE", ours(Dispatcher.COMPUTE, true), Many.KEYED_TOO),

	COMPUTE_PLAIN("actor-spring COMPUTE, no metrics", ours(Dispatcher.COMPUTE, false), Many.KEYED_TOO),

	VIRTUAL("actor-spring VIRTUAL", ours(Dispatcher.VIRTUAL, true), Many.KEYED_TOO),

	PEKKO("Pekko typed", Pekko::new, (workload) -> Pekko.tunings()),

	VERTX("Vert.x event bus", VertxBus::new, (workload) -> VertxBus.tunings()),

	CAJUN("Cajun", CajunLoader::start, (workload) -> CajunLoader.tunings()),

	JDK_QUEUE("JDK, thread and queue", (variant) -> new JdkQueue(), (workload) -> List.of("default")),

	JDK_LOCK("JDK, lock", (variant) -> new JdkLock(), (workload) -> List.of("default"));

	private final String label;

	private final Function<String, Contestant> factory;

	private final Function<Workload, List<String>> variants;

	JvmSystem(String label, Function<String, Contestant> factory, Function<Workload, List<String>> variants) {
		this.label = label;
		this.factory = factory;
		this.variants = variants;
	}

	private static Function<String, Contestant> ours(Dispatcher dispatcher, boolean metrics) {
		return (variant) -> new ActorSpring(dispatcher, metrics, variant.equals(Many.KEYED));
	}

	/**
	 * Its name in the tables.
	 * @return the name
	 */
	String label() {
		return this.label;
	}

	/**
	 * The configurations that are tried for a workload; only the best is kept.
	 * @param workload the workload
	 * @return one or more, first the one to take without a trial
	 */
	List<String> variants(Workload workload) {
		return this.variants.apply(workload);
	}

	/**
	 * Starts it.
	 * @param variant one of {@link #variants}
	 * @return the system
	 */
	Contestant start(String variant) {
		return this.factory.apply(variant);
	}

	static JvmSystem labelled(String label) {
		return Arrays.stream(values())
			.filter((system) -> system.label.equals(label))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no system '" + label + "'"));
	}

	/**
	 * How many actors of ours are started at once.
	 */
	private static final class Many {

		static final String KEYED = "keyed";

		static final Function<Workload, List<String>> KEYED_TOO = (workload) -> switch (workload) {
			case SPAWN, GROWTH -> List.of("spawned", KEYED);
			default -> List.of("spawned");
		};

	}

}
