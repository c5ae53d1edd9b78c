package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.system.ContextCarrier;
import org.jspecify.annotations.Nullable;

/**
 * A context that is one text of a thread, and a carrier that keeps count of its scopes.
 */
final class ThreadContext implements ContextCarrier {

	private final ThreadLocal<@Nullable String> text = new ThreadLocal<>();

	final AtomicInteger open = new AtomicInteger();

	final AtomicInteger restored = new AtomicInteger();

	private final List<String> mistakes = new ArrayList<>();

	@Nullable String get() {
		return this.text.get();
	}

	/**
	 * Does something with a context in place.
	 */
	void with(String context, Runnable action) {
		String before = this.text.get();
		this.text.set(context);
		try {
			action.run();
		}
		finally {
			this.text.set(before);
		}
	}

	@Override
	public @Nullable Object capture() {
		return get();
	}

	@Override
	public Scope restore(@Nullable Object captured) {
		String before = this.text.get();
		Thread thread = Thread.currentThread();
		this.text.set((String) captured);
		this.open.incrementAndGet();
		this.restored.incrementAndGet();
		return () -> {
			if (Thread.currentThread() != thread) {
				mistake("closed on another thread");
			}
			if (this.text.get() != captured) {
				mistake("closed in another order than opened");
			}
			this.text.set(before);
			this.open.decrementAndGet();
		};
	}

	private void mistake(String what) {
		synchronized (this.mistakes) {
			this.mistakes.add(what);
		}
	}

	List<String> mistakes() {
		synchronized (this.mistakes) {
			return List.copyOf(this.mistakes);
		}
	}

}
