package dev.actorspring.test;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What can go wrong with an actor and its messages, or those of one type. Any thread may
 * call it; what is under way already may escape. Each method adds a fault to those that
 * there are.
 */
public sealed class MessageFaults permits ActorFaults {

	private final Faults faults;

	private final String path;

	private final Class<?> type;

	MessageFaults(Faults faults, String path, Class<?> type) {
		this.faults = faults;
		this.path = path;
		this.type = type;
	}

	/**
	 * Crashes the actor in place of the next message that it would handle.
	 * @return the fault
	 */
	public final Fault crashNext() {
		return add(Fault.Kind.CRASH, null, 1);
	}

	/**
	 * Crashes the actor in place of the next message that it would handle.
	 * @param cause as if the handler had thrown it, and did not declare it
	 * @return the fault
	 */
	public final Fault crashNext(Throwable cause) {
		return add(Fault.Kind.CRASH, Objects.requireNonNull(cause, "cause"), 1);
	}

	/**
	 * Crashes the actor when the next handler has returned, and before anybody sees what:
	 * all is done, and the reply is lost. One that throws is not counted.
	 * @return the fault
	 */
	public final Fault crashAfterNext() {
		return add(Fault.Kind.CRASH_AFTERWARDS, null, 1);
	}

	/**
	 * Crashes the actor when the next handler has returned, and before anybody sees what:
	 * all is done, and the reply is lost. One that throws is not counted.
	 * @param cause as if the handler had thrown it in the end, and did not declare it
	 * @return the fault
	 */
	public final Fault crashAfterNext(Throwable cause) {
		return add(Fault.Kind.CRASH_AFTERWARDS, Objects.requireNonNull(cause, "cause"), 1);
	}

	/**
	 * Has all replies take longer from now on, declared exceptions included. The actor
	 * goes on meanwhile, and holds no thread; an ask that has less time fails.
	 * @param delay more than zero, by the clock of the system
	 * @return the fault
	 */
	public final Fault delayReplies(Duration delay) {
		if (!delay.isPositive()) {
			throw new IllegalArgumentException("Replies are delayed by " + delay + " but it must be more than zero");
		}
		return add(Fault.Kind.DELAYED_REPLY, delay, Fault.ALWAYS);
	}

	/**
	 * Has all replies get lost from now on, declared exceptions included. The actor has
	 * handled the requests, and whoever asks waits until the time is up.
	 * @return the fault
	 */
	public final Fault dropReplies() {
		return add(Fault.Kind.DROPPED_REPLY, null, Fault.ALWAYS);
	}

	final Fault add(Fault.Kind kind, @Nullable Object what, int times) {
		return this.faults.add(this.path, kind, this.type, what, times);
	}

	final Faults faults() {
		return this.faults;
	}

	final String path() {
		return this.path;
	}

}
