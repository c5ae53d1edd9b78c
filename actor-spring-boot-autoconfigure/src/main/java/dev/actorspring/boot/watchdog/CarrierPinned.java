package dev.actorspring.boot.watchdog;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An application event: a virtual thread has waited without leaving its carrier to
 * others.
 *
 * @param actor the path of the actor whose turn it was, or if that is over already the
 * name of the actors of the class that its stack shows; {@code null} if it was none
 * @param duration for how long
 * @param reason what kept it there, as the JVM says; {@code null} before JDK 24
 * @param stack where the thread was, the innermost frame first
 */
public record CarrierPinned(@Nullable String actor, Duration duration, @Nullable String reason, List<String> stack) {

	/**
	 * Copies the stack.
	 */
	public CarrierPinned {
		stack = List.copyOf(stack);
	}

}
