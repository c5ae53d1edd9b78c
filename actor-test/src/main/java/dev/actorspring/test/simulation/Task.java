package dev.actorspring.test.simulation;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * A step that can be chosen: to begin something, or to go on after a wait.
 */
final class Task {

	/** Of the steps that belong to no actor, and may touch any. */
	static final String ENGINE = "(engine)";

	/** Where the time goes on in place of a step. */
	static final String TIME = "(time)";

	/** Whose step it is: the path of an actor, or who else. */
	private final String owner;

	/** Which of the steps of its owner. */
	private final int ordinal;

	/** Since when it could be chosen. */
	private long since;

	private final @Nullable Runnable step;

	private final @Nullable BooleanSupplier over;

	private final @Nullable Worker waiter;

	/** Whom it has touched. */
	private final Set<String> touched = new HashSet<>();

	private Task(String owner, int ordinal, long since, @Nullable Runnable step, @Nullable BooleanSupplier over,
			@Nullable Worker waiter) {
		this.owner = owner;
		this.ordinal = ordinal;
		this.since = since;
		this.step = step;
		this.over = over;
		this.waiter = waiter;
		this.touched.add(owner);
	}

	static Task begin(String owner, int ordinal, long since, Runnable step) {
		return new Task(owner, ordinal, since, step, null, null);
	}

	static Task resume(String owner, int ordinal, long since, BooleanSupplier over, Worker waiter) {
		return new Task(owner, ordinal, since, null, over, waiter);
	}

	/**
	 * Whether steps of an owner belong to no actor, and may touch any.
	 */
	static boolean isEngine(String owner) {
		return owner.startsWith("(");
	}

	String owner() {
		return this.owner;
	}

	/**
	 * What it is called in every schedule that has the same in it.
	 */
	String id() {
		return this.owner + "#" + this.ordinal;
	}

	long since() {
		return this.since;
	}

	/**
	 * What it waits for has come about.
	 * @param now the time
	 */
	void ready(long now) {
		this.since = now;
	}

	/**
	 * What begins.
	 * @return {@code null} if it goes on after a wait
	 */
	@Nullable Runnable step() {
		return this.step;
	}

	boolean isOver() {
		return this.over == null || this.over.getAsBoolean();
	}

	/**
	 * Whose thread goes on.
	 * @return {@code null} if it begins
	 */
	@Nullable Worker waiter() {
		return this.waiter;
	}

	void touches(String other) {
		this.touched.add(other);
	}

	Set<String> touched() {
		return this.touched;
	}

	@Override
	public String toString() {
		return id();
	}

}
