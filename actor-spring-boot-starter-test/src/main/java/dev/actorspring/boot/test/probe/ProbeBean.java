package dev.actorspring.boot.test.probe;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.bean.override.BeanOverride;

/**
 * Puts a probe in the place of an actor, in the whole application of a test. The field is
 * a {@link dev.actorspring.test.Probe Probe} of the actor class, or of an interface by
 * which the actor is addressed.
 * <p>
 * Every {@code ActorRef} of it, or {@code KeyedActors}, leads to the probe. The actor
 * keeps its name, its supervisor, its mailbox and its HTTP mappings; but it is never
 * made, so what it needs need not be there, and neither advice around its handlers nor
 * its state plays a part. Where there is no such actor, refs to the probe can be injected
 * all the same.
 * <p>
 * After each test the probe forgets what has come, and its answers.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@BeanOverride(ProbeBeanProcessor.class)
public @interface ProbeBean {

	/**
	 * The name of the actor or family.
	 * @return needed only if there are several of the class
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The name of the actor or family.
	 * @return needed only if there are several of the class
	 */
	@AliasFor("value")
	String name() default "";

}
