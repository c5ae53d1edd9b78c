package dev.actorspring.durable;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the {@link Durable} state that a constructor of an actor takes.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface State {

	/**
	 * The name of the state in the store, which stays the same when the class is renamed.
	 * Several actors may have one of the same name if it is of the same type and version.
	 * @return 1 to 100 lower-case letters, digits, dots and hyphens
	 */
	String name();

	/**
	 * The version of the record. To be raised with each change of it that rows of before
	 * do not fit, together with an {@link Upcast}.
	 * @return from 1
	 */
	int version() default 1;

}
