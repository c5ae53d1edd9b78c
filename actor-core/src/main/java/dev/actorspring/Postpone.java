package dev.actorspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link States state}, or an interface that states implement: messages that wait
 * until the state has changed, as those do of which a handler says so by
 * {@link ActorContext#postpone}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Postpone {

	/**
	 * Which messages.
	 * @return types that the actor has a {@link Receive} method for
	 */
	Class<? extends Message<?>>[] value();

}
