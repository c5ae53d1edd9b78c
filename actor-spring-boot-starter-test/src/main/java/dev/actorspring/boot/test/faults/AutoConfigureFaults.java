package dev.actorspring.boot.test.faults;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Has {@link dev.actorspring.test.Faults} injected into a test of a whole application, by
 * which its actors fail. They are a little slower with that. In an {@code @ActorTest}
 * faults can be injected without it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration(FaultsAutoConfiguration.class)
public @interface AutoConfigureFaults {

}
