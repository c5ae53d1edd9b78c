package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.ExitReason;
import dev.actorspring.RestartType;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A child as its parent sees it: something to start and stop. All methods return at once,
 * and take effect in the order they were called.
 */
interface Node extends Overdue {

	String name();

	/**
	 * The name under which it is measured.
	 * @return bounded by the code: not the name of an actor that was started at run time
	 */
	String measuredName();

	String path();

	RestartType restart();

	boolean significant();

	/**
	 * How often it has been started.
	 * @return the number of the latest incarnation
	 */
	int incarnations();

	/**
	 * Starts it. Answered with {@link Parent#started} or {@link Parent#startFailed}.
	 */
	void start();

	/**
	 * Stops it after what it has in hand. Answered with {@link Parent#stopped}, also if
	 * it was not running.
	 * @param forGood whether its mailbox is closed as well
	 */
	void stop(boolean forGood);

	/**
	 * Forgets, while it is stopped, what has happened to those below it.
	 */
	default void forget() {
	}

	/**
	 * It has ended by itself and is not restarted: closes what is left of it. Answered
	 * with {@link Parent#stopped}.
	 * @param reason why it ended
	 */
	void retire(ExitReason reason);

	/**
	 * How long it may take to stop.
	 * @return {@code null} for as long as it likes
	 */
	@Nullable Duration shutdownTimeout();

	/**
	 * Whether it settles only when an actor has come to an end of what it does.
	 * @param actor the actor
	 * @return {@code true} if it is that actor, or waits for it to stop or to start
	 */
	boolean isHeldUpBy(ActorCell<?> actor);

	/**
	 * Describes it.
	 * @param status what its parent knows
	 * @return how it is now
	 */
	NodeSnapshot snapshot(ChildStatus status);

}
