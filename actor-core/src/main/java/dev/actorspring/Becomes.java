package dev.actorspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link Receive} or {@link OnEntry} method: the {@link States states} that it may
 * {@link ActorContext#become bring about}. It cannot bring about others, so that the
 * diagram drawn of these is true.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Becomes {

	/**
	 * Which states.
	 * @return states, or interfaces that states implement
	 */
	Class<?>[] value();

}
