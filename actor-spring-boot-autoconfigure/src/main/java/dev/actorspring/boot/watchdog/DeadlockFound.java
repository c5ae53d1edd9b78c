package dev.actorspring.boot.watchdog;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An application event: some threads wait for each other, for ever.
 *
 * @param participants each of them once
 */
public record DeadlockFound(List<Participant> participants) {

	/**
	 * Copies the list.
	 */
	public DeadlockFound {
		participants = List.copyOf(participants);
	}

	/**
	 * One of the threads.
	 *
	 * @param thread its name and number
	 * @param actor the path of the actor whose turn it is on; {@code null} if it is none
	 * that is known
	 * @param lock what it waits for, as class and identity
	 */
	public record Participant(String thread, @Nullable String actor, String lock) {

		@Override
		public String toString() {
			return ((this.actor != null) ? this.actor + " on the thread " : "the thread ") + this.thread + " waits for "
					+ this.lock;
		}

	}

}
