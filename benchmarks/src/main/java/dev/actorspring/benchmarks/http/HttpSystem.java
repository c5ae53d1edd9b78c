package dev.actorspring.benchmarks.http;

/**
 * What is compared. All answer the same requests.
 */
enum HttpSystem {

	/** Computes the answer from the request alone: the upper bound. */
	BARE("bare WebFlux", BareController.class),

	/** The same as a functional route. */
	FUNCTIONAL("bare WebFlux, functional", BareHandler.class),

	VIRTUAL("actor-spring VIRTUAL", VirtualAccount.class),

	COMPUTE("actor-spring COMPUTE", ComputeAccount.class),

	LOCK("ReentrantLock-guarded map", LockController.class),

	EXECUTOR("single-thread executor per entity", ExecutorController.class),

	PEKKO("Pekko typed", PekkoController.class),

	/** The upper bound on Spring MVC, with virtual threads. */
	MVC("bare Spring MVC", BareController.class),

	MVC_VIRTUAL("actor-spring VIRTUAL, Spring MVC", VirtualAccount.class),

	MVC_COMPUTE("actor-spring COMPUTE, Spring MVC", ComputeAccount.class);

	private final String label;

	private final Class<?> component;

	HttpSystem(String label, Class<?> component) {
		this.label = label;
		this.component = component;
	}

	/**
	 * The name in tables and results.
	 */
	String label() {
		return this.label;
	}

	/**
	 * The bean that takes the requests.
	 */
	Class<?> component() {
		return this.component;
	}

	/**
	 * Whether the application has actors of ours.
	 */
	boolean isOurs() {
		return this == VIRTUAL || this == COMPUTE || this == MVC_VIRTUAL || this == MVC_COMPUTE;
	}

	/**
	 * Whether it is a servlet application, or else one of WebFlux.
	 */
	boolean isServlet() {
		return base() == MVC;
	}

	/**
	 * What it is compared with.
	 */
	HttpSystem base() {
		return switch (this) {
			case MVC, MVC_VIRTUAL, MVC_COMPUTE -> MVC;
			case BARE, FUNCTIONAL, VIRTUAL, COMPUTE, LOCK, EXECUTOR, PEKKO -> BARE;
		};
	}

	/**
	 * Whether a balance is the sum of the deposits, and not of the last one only.
	 */
	boolean remembers() {
		return this != BARE && this != FUNCTIONAL && this != MVC;
	}

}
