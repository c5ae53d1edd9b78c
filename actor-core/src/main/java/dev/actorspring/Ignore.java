package dev.actorspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link States state}, or an interface that states implement: messages of which
 * nothing becomes in that state. Not for a {@link Request}, as somebody waits for its
 * reply.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Ignore {

	/**
	 * Which messages.
	 * @return types that the actor has a {@link Receive} method for
	 */
	Class<? extends Message<?>>[] value();

}
