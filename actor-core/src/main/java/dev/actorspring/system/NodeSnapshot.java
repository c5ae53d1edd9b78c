package dev.actorspring.system;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.actorspring.PoolSpec;
import dev.actorspring.protocol.StateDiagram;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import org.jspecify.annotations.Nullable;

/**
 * A node of the live tree at one moment. For reading: more may be told in time, so only
 * this library implements it, and tests that stand in for it.
 */
public sealed interface NodeSnapshot {

	/**
	 * The name of the node.
	 * @return for a keyed actor the key
	 */
	String name();

	/**
	 * The path of the node.
	 * @return without a leading slash; empty for the root
	 */
	String path();

	/**
	 * How the node is doing.
	 * @return as its supervisor sees it
	 */
	ChildState state();

	/**
	 * How long the state has lasted.
	 * @return zero or more
	 */
	Duration since();

	/**
	 * A supervisor.
	 */
	non-sealed interface Supervisor extends NodeSnapshot {

		/**
		 * {@return when it is tried again, if it is in backoff}
		 */
		@Nullable Instant nextAttempt();

		/**
		 * {@return who is restarted together}
		 */
		default RestartStrategy strategy() {
			return spec().strategy();
		}

		/**
		 * {@return how many restarts are allowed}
		 */
		default int intensity() {
			return spec().intensity();
		}

		/**
		 * {@return within which time}
		 */
		default Duration period() {
			return spec().period();
		}

		/**
		 * {@return what happens after that}
		 */
		default GiveUp giveUp() {
			return spec().giveUp();
		}

		/**
		 * {@return all of its rules, as they are now; the children that have been started
		 * since are not among those of the spec}
		 */
		SupervisorSpec spec();

		/**
		 * {@return its children, in start order}
		 */
		List<NodeSnapshot> children();

		/**
		 * {@return its last restarts, oldest first}
		 */
		List<Restart> restarts();

	}

	/**
	 * An actor.
	 */
	non-sealed interface Actor extends NodeSnapshot {

		/**
		 * {@return its class}
		 */
		Class<?> type();

		/**
		 * {@return how many messages wait, the one in hand apart}
		 */
		int depth();

		/**
		 * {@return how many may wait; {@code Integer.MAX_VALUE} for any number}
		 */
		int capacity();

		/**
		 * {@return how long the first of them has waited, to some 50 ms, or {@code null}
		 * if none waits}
		 */
		@Nullable Duration oldestMessageAge();

		/**
		 * {@return the number of the incarnation, or of the last if none runs}
		 */
		int incarnation();

		/**
		 * {@return how long the incarnation has lasted, to a tenth of a second, or
		 * {@code null} if none runs}
		 */
		@Nullable Duration uptime();

		/**
		 * {@return how many of its incarnations have replaced another that ended by
		 * itself, or with a sibling}
		 */
		int restarts();

		/**
		 * {@return how many messages it has taken from its mailbox, requests that nobody
		 * waited for any more included}
		 */
		long handled();

		/**
		 * {@return how long it has needed for a message lately, or {@code null} if that
		 * is not known yet}
		 */
		@Nullable Duration handlingTime();

		/**
		 * {@return the simple name of the message in hand; {@code start} while the
		 * factory runs, {@code destroy} while it lets go of an incarnation, {@code pipe}
		 * while what was piped is made a message; or {@code null}}
		 */
		@Nullable String handling();

		/**
		 * {@return how long it has been in hand, or {@code null}}
		 */
		@Nullable Duration handlingFor();

		/**
		 * {@return whether what is in hand takes longer than it
		 * {@linkplain dev.actorspring.TurnLimits may}, as far as that was seen}
		 */
		default boolean isStuck() {
			return false;
		}

		/**
		 * {@return what ended an incarnation last, or {@code null}}
		 */
		@Nullable Throwable lastFailure();

		/**
		 * {@return when it is tried again, if it is in backoff}
		 */
		@Nullable Instant nextAttempt();

		/**
		 * {@return the simple name of the class of the state that it is in, or
		 * {@code null} if it has no {@link dev.actorspring.States} or does not run}
		 */
		default @Nullable String currentState() {
			return null;
		}

		/**
		 * {@return its states and how one follows another, or {@code null} if it has
		 * none}
		 */
		default @Nullable StateDiagram states() {
			return null;
		}

		/**
		 * {@return how many of the messages that wait are put aside until its state
		 * changes}
		 */
		default int postponed() {
			return 0;
		}

		/**
		 * {@return the actors spawned under it, at most 10,000; of a pool its workers}
		 */
		List<NodeSnapshot> children();

	}

	/**
	 * An actor with several workers, which are its children. Its numbers are those of all
	 * of them; nothing is in hand of itself.
	 */
	interface Pool extends Actor {

		/**
		 * {@return how it was declared}
		 */
		PoolSpec spec();

		/**
		 * {@return how many workers there are to be at present}
		 */
		int size();

		/**
		 * {@return how many workers have a message in hand}
		 */
		int busy();

		/**
		 * {@return how many workers are being restarted, or wait for that}
		 */
		int away();

	}

	/**
	 * A family of keyed actors. Only those that stand out are named.
	 */
	non-sealed interface Family extends NodeSnapshot {

		/**
		 * {@return the class of its actors}
		 */
		Class<?> type();

		/**
		 * {@return how many actors are live}
		 */
		int active();

		/**
		 * {@return how many messages wait for all of them}
		 */
		int depth();

		/**
		 * {@return how many wait for the one with the most}
		 */
		int maxDepth();

		/**
		 * {@return how long the one that waits longest has waited, to some 50 ms, or
		 * {@code null} if none waits}
		 */
		@Nullable Duration oldestMessageAge();

		/**
		 * {@return how many incarnations of its actors have replaced another}
		 */
		long restartCount();

		/**
		 * {@return how many messages its actors have taken from their mailboxes, those
		 * that were passivated included}
		 */
		long handled();

		/**
		 * {@return its last restarts, oldest first}
		 */
		List<Restart> restarts();

		/**
		 * {@return those of its actors that are being restarted or in backoff, at most
		 * 50}
		 */
		List<Actor> away();

		/**
		 * {@return those with the most messages that wait, at most 10}
		 */
		List<Actor> topByDepth();

		/**
		 * {@return those that were restarted most often, at most 10}
		 */
		List<Actor> topByRestarts();

		/**
		 * {@return those that need longest for a message, at most 10}
		 */
		List<Actor> topByHandlingTime();

	}

}
