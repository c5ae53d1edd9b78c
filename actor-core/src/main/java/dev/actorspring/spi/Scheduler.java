package dev.actorspring.spi;

/**
 * The clock of a system, and all of its ways to another thread: each time that an actor
 * is to be run, a supervisor is told something, a future is completed, a listener is
 * called, or a time has come, that is a step which goes through here. So a test can run
 * one step after another, in any order that it likes.
 */
public interface Scheduler {

	/**
	 * The time.
	 * @return nanoseconds, of which only differences mean anything
	 */
	long nanos();

	/**
	 * Runs a step, soon, and not before this method has returned. Any thread.
	 * @param step may block if code of the application does
	 */
	void execute(Runnable step);

	/**
	 * Runs a step at a time. Any thread.
	 * @param deadline when, by {@link #nanos()}; the past means soon
	 * @param step does nothing if it is not wanted any more
	 */
	void schedule(long deadline, Runnable step);

}
