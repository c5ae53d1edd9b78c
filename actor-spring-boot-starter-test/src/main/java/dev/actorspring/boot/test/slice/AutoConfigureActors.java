package dev.actorspring.boot.test.slice;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Brings actors into a slice that would have none, as that of {@code @WebFluxTest} or
 * {@code @WebMvcTest}: real ones, with their HTTP mappings if the slice has a web layer.
 * What they need besides other actors is to be imported, or replaced.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@Import(ActorScanRegistrar.class)
public @interface AutoConfigureActors {

	/**
	 * The actors.
	 * @return their classes; if none is given, all that are found in the packages of the
	 * application
	 */
	Class<?>[] value() default {};

}
