package dev.actorspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that an actor is always in one of several states, and that it depends on the state
 * what becomes of a message. The states are the concrete classes that a sealed interface
 * permits; the actor makes their instances, and {@link ActorContext#become chooses} one
 * in its constructor and whenever another begins.
 * <p>
 * In each state each message of the actor is handled by the {@link Receive} method of the
 * state, which it may have from the interface; or {@link Postpone postponed}, or
 * {@link Ignore ignored}; or else handled by the actor's own {@link Receive} method,
 * which is for all states. That there is something for each is checked at the start.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface States {

	/**
	 * What all states are.
	 * @return a sealed interface
	 */
	Class<?> value();

	/**
	 * Which of them an incarnation may begin in.
	 * @return states, or interfaces that states implement; none for any of them
	 */
	Class<?>[] first() default {};

}
