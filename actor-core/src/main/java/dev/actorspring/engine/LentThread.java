package dev.actorspring.engine;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A platform thread of somebody else, who lets it run idle actors to which it sends.
 * Whatever an actor leaves behind there is removed again.
 */
final class LentThread {

	private static final ThreadLocal<@Nullable Engine> TO = new ThreadLocal<>();

	private LentThread() {
	}

	/**
	 * Lends this thread to an engine for a while.
	 * @param <T> the type of the result
	 * @param engine who may use it
	 * @param sending what the thread does meanwhile
	 * @return the result of that
	 */
	static <T extends @Nullable Object> T lend(Engine engine, Supplier<T> sending) {
		if (Thread.currentThread().isVirtual() || Engine.shift() != null) {
			return sending.get();
		}
		Engine before = TO.get();
		TO.set(engine);
		try {
			return sending.get();
		}
		finally {
			if (before != null) {
				TO.set(before);
			}
			else {
				TO.remove();
			}
		}
	}

	/**
	 * Whether this thread may run an actor now: not in the middle of another's turn, and
	 * not while it is interrupted, which is not meant for the actor.
	 * @param engine the actor's
	 * @return {@code false} on all other threads
	 */
	static boolean isLentTo(Engine engine) {
		Thread thread = Thread.currentThread();
		return !thread.isVirtual() && !Engine.onComputeThread() && TO.get() == engine && Engine.shift() == null
				&& !thread.isInterrupted();
	}

	/**
	 * Serves a cell on this thread.
	 * @param shift serves it
	 * @param classLoader what the cell is used to have as that of the context
	 */
	static void run(Shift shift, @Nullable ClassLoader classLoader) {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		if (before != classLoader) {
			thread.setContextClassLoader(classLoader);
		}
		try {
			shift.run(true);
		}
		finally {
			Thread.interrupted();
			if (thread.getContextClassLoader() != before) {
				thread.setContextClassLoader(before);
			}
		}
	}

}
