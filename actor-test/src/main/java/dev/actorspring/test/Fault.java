package dev.actorspring.test;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with an actor because a test wants that, until it has come as
 * often as it was to, or is {@linkplain #close() ended}. Thread-safe.
 */
public final class Fault implements AutoCloseable {

	static final int ALWAYS = Integer.MAX_VALUE;

	private final String path;

	private final Kind kind;

	private final Class<?> type;

	private final @Nullable Object what;

	private final Consumer<Fault> ended;

	private int left;

	private int times;

	/**
	 * Creates a fault.
	 * @param path of the actor
	 * @param type only with messages of this type
	 * @param what more is to be said of this kind
	 * @param left how often it is to come
	 * @param ended told when it does not come any more
	 */
	Fault(String path, Kind kind, Class<?> type, @Nullable Object what, int left, Consumer<Fault> ended) {
		this.path = path;
		this.kind = kind;
		this.type = type;
		this.what = what;
		this.left = left;
		this.ended = ended;
	}

	/**
	 * How often it has come so far.
	 * @return 0 if the actor has given no occasion for it
	 */
	public synchronized int times() {
		return this.times;
	}

	/**
	 * Whether it does not come any more.
	 * @return {@code true} once it has come as often as it was to, or was ended
	 */
	public synchronized boolean isOver() {
		return this.left == 0;
	}

	/**
	 * Ends it. What has come stays: a reply that was dropped is lost, and one that was
	 * delayed comes at its time.
	 */
	@Override
	public void close() {
		synchronized (this) {
			this.left = 0;
		}
		this.ended.accept(this);
	}

	String path() {
		return this.path;
	}

	@Nullable Object what() {
		return this.what;
	}

	boolean concerns(Kind kind, @Nullable Object message) {
		return this.kind == kind && (message == null || this.type.isInstance(message));
	}

	/**
	 * It comes, unless it is over.
	 */
	boolean comes() {
		synchronized (this) {
			if (this.left == 0) {
				return false;
			}
			this.times++;
			if (this.left == ALWAYS || --this.left > 0) {
				return true;
			}
		}
		this.ended.accept(this);
		return true;
	}

	@Override
	public String toString() {
		return "Fault[" + this.path + " " + this.kind + ", came " + times() + " times]";
	}

	/**
	 * What goes wrong.
	 */
	enum Kind {

		CRASH, CRASH_AFTERWARDS, DELAYED_REPLY, DROPPED_REPLY, FULL_MAILBOX, FAILED_START

	}

}
