package dev.actorspring.boot.test.reset;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has all actors begin anew before each test method, or after it, while the context stays
 * as it is: they have lost their states and timers, and keyed actors, and whatever was
 * started at run time, are gone. Messages that wait are dead letters, requests fail.
 * Probes and recorded events are cleared. Nothing of that counts as a restart.
 * <p>
 * What a durable actor has written is in its store, and stays there. Beans that are no
 * actors are not touched.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface ResetActors {

	/**
	 * When they begin anew.
	 * @return by default before the test method, and before its {@code @BeforeEach}
	 */
	When value() default When.BEFORE;

	/**
	 * When actors begin anew.
	 */
	enum When {

		/**
		 * Before each test method.
		 */
		BEFORE,

		/**
		 * After each test method.
		 */
		AFTER

	}

}
