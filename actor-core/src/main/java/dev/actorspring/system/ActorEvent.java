package dev.actorspring.system;

import java.time.Duration;
import java.util.List;

import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.supervision.Restart;

/**
 * Something that went wrong, or was put right, and that an operator may want to know.
 */
public sealed interface ActorEvent {

	/**
	 * Whom it is about.
	 * @return the name of the actor, keyed family or supervisor; never a key
	 */
	String name();

	/**
	 * Where it happened.
	 * @return the path of the actor or supervisor
	 */
	String path();

	/**
	 * A new incarnation replaced another.
	 *
	 * @param supervisor the name of the supervisor that restarted it
	 * @param name the name of the actor
	 * @param path the path of the actor
	 * @param restart the details
	 */
	record Restarted(String supervisor, String name, String path, Restart restart) implements ActorEvent {

	}

	/**
	 * An actor ended too often: the next attempt comes after a delay.
	 *
	 * @param supervisor the name of the supervisor that waits
	 * @param name the name of the actor
	 * @param path the path of the actor
	 * @param delay until the next attempt
	 * @param cause what ended it last
	 */
	record BackedOff(String supervisor, String name, String path, Duration delay,
			Throwable cause) implements ActorEvent {

	}

	/**
	 * A supervisor gave up: its children are stopped, and the supervisor above decides.
	 *
	 * @param name the name of the supervisor
	 * @param path the path of the supervisor
	 * @param cause what ended the child that was one too many
	 */
	record Escalated(String name, String path, Throwable cause) implements ActorEvent {

	}

	/**
	 * An incarnation did not end when it was told to: it was cut off, and its thread may
	 * still be running.
	 *
	 * @param name the name of the actor
	 * @param path the path of the actor
	 * @param incarnation the number of the incarnation
	 */
	record Abandoned(String name, String path, int incarnation) implements ActorEvent {

	}

	/**
	 * An actor has ended for good: what {@link dev.actorspring.Terminated} tells those
	 * who watch it. Neither a restart nor the passivation of a keyed actor is one, nor is
	 * the end of the system. Only for listeners that {@linkplain Listener#hearsEnds()
	 * want} to hear of it.
	 *
	 * @param name the name of the actor
	 * @param path the path of the actor
	 * @param reason why it has ended
	 */
	record Ended(String name, String path, ExitReason reason) implements ActorEvent {

	}

	/**
	 * A turn takes longer than it {@linkplain dev.actorspring.TurnLimits may}. Once for
	 * each turn.
	 *
	 * @param name the name of the actor
	 * @param path the path of the actor
	 * @param message the simple name of what it has in hand
	 * @param handlingFor for how long
	 * @param stack where its thread is
	 */
	record Stuck(String name, String path, String message, Duration handlingFor,
			List<StackTraceElement> stack) implements ActorEvent {

		/**
		 * Copies the stack.
		 */
		public Stuck {
			stack = List.copyOf(stack);
		}

	}

	/**
	 * A message that was not a request, or whose asker no longer waits, was not handled.
	 *
	 * @param name the name of the actor it was for
	 * @param path the path of the actor it was for
	 * @param message the message
	 * @param reason why
	 */
	record DeadLetter(String name, String path, Message<?> message, Reason reason) implements ActorEvent {

		/**
		 * Why a message was not handled.
		 */
		public enum Reason {

			/**
			 * The mailbox was full.
			 */
			MAILBOX_FULL("the mailbox is full"),

			/**
			 * The mailbox was full, and it gave its place to a newer message.
			 */
			DROPPED("the mailbox is full, and it waited longest"),

			/**
			 * The actor was gone.
			 */
			TERMINATED("the actor is gone"),

			/**
			 * The actor has no handler for it.
			 */
			UNHANDLED("the actor has no handler for it"),

			/**
			 * Advice around its handler refused it, and nobody waits for an answer.
			 */
			REFUSED("advice refused it before its handler ran"),

			/**
			 * What it was sent after could not be written, so that it was not sent after
			 * all: the sender is durable, and nobody may see what is not there.
			 */
			WITHHELD("what it was to follow was not written"),

			/**
			 * It could not be brought to the node on which the actor lives. If that node
			 * was lost, it may have been handled there all the same.
			 */
			UNREACHABLE("it could not be brought to its actor"),

			/**
			 * The reply came after its asker had stopped waiting.
			 */
			LATE_REPLY("the reply came after its asker had stopped waiting");

			private final String text;

			Reason(String text) {
				this.text = text;
			}

			/**
			 * The reason in words.
			 * @return a clause without a full stop
			 */
			public String text() {
				return this.text;
			}

		}

	}

	/**
	 * Hears of events, in the order in which they happen. What it throws is logged and
	 * ignored.
	 */
	@FunctionalInterface
	interface Listener {

		/**
		 * Something happened. Called on a virtual thread, one event after another. While
		 * it does not return, what happens meanwhile waits for it, and for nobody else;
		 * if too much waits, some is left out, which is logged.
		 * @param event what
		 */
		void onEvent(ActorEvent event);

		/**
		 * Whether it hears of {@link Ended}. There can be as many of them as actors are
		 * started at run time, so they are made only if somebody says so. Asked once.
		 * @return by default {@code false}
		 */
		default boolean hearsEnds() {
			return false;
		}

		/**
		 * Whether it wants to be called on the very thread where something happens, and
		 * before anything comes of that, so that whoever sees the outcome finds it
		 * counted. That may be the thread of a supervisor or of other actors, a virtual
		 * one or not, which would be held up: such a listener must not block.
		 * @return by default {@code false}
		 */
		default boolean isImmediate() {
			return false;
		}

	}

}
