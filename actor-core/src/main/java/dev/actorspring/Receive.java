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

	/**
	 * How many messages are handled together at most, for what is cheaper done for many
	 * at once, as writing to a database. The method then takes a {@link java.util.List}
	 * of the messages: those of this type that wait one behind the other, in their order,
	 * and never none. For requests it returns as many replies in the same order, as a
	 * {@code List<R>}, or a stage of that; or as a {@code List<CompletionStage<R>>}, of
	 * which each may fail for itself. An exception is thrown for all of them.
	 * @return zero for one message at a time, which the method takes as it is
	 */
	int batch() default 0;

}
