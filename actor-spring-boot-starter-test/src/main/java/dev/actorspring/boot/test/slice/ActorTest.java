package dev.actorspring.boot.test.slice;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of the actors of an application, and of nothing else: its actors and
 * supervisors, and the classes with {@code @Configuration} that declare them. There is no
 * web server, no HTTP gateway, no database and no other component; what an actor needs is
 * imported, or the actor is replaced by a {@code @ProbeBean}.
 * <p>
 * The time stands still: {@link dev.actorspring.test.TestActors} can be injected, and
 * moves it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(ActorTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(ActorTypeExcludeFilter.class)
@AutoConfigureActors
@ImportAutoConfiguration
@Import(StandingTimeConfiguration.class)
public @interface ActorTest {

	/**
	 * Properties of the environment.
	 * @return as in {@code actor.ask-timeout=1s}
	 */
	String[] properties() default {};

	/**
	 * Whether actors and supervisors are there.
	 * @return {@code false} for those only that {@link #includeFilters()} has
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Which components are there besides.
	 * @return filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Which are not.
	 * @return filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations that are not applied.
	 * @return their classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
