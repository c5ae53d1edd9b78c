package dev.actorspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that handles one type of message. The method takes the message and, if
 * it likes, the {@link ActorContext} as a second parameter. For a
 * {@link Request}{@code <A, R>} it returns {@code R}, or a
 * {@link java.util.concurrent.CompletionStage} of it that is sent when it completes; for
 * a plain {@link Message} it returns nothing.
 * <p>
 * An exception that the {@code throws} clause declares is a negative answer: the asker
 * gets it, and the actor goes on with its state. Any other exception is a crash.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Receive {

	/**
	 * Whether the message is also handled while the actor waits in {@link ActorRef#call}
	 * or {@link ActorContext#await}. Such a handler sees the state as the waiting handler
	 * left it, and must not wait itself.
	 * @return {@code true} to be answered while the actor waits
	 */
	boolean interleave() default false;

}
