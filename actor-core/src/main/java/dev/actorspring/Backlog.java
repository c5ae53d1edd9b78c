package dev.actorspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits how many events may wait for one actor to handle them by the {@link Receive}
 * method that is annotated, so that they neither fill its mailbox nor become old in it.
 * With a limit of one, only the latest waits. Without this annotation events fill the
 * mailbox as other messages do, and are refused or displace others as its
 * {@link Overflow} says.
 * <p>
 * An event that has to go is counted, and is no dead letter: it was to be expected.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Backlog {

	/**
	 * How many may wait, the one in hand apart.
	 * @return at least 1
	 */
	int value();

	/**
	 * What happens to an event when as many wait already.
	 * @return {@link Overflow#DROP_OLDEST} to have it take the place of the oldest,
	 * {@link Overflow#REJECT} to leave it out
	 */
	Overflow overflow() default Overflow.DROP_OLDEST;

}
