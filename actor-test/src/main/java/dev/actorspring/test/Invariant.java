package dev.actorspring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a test class that checks something which must hold at all times: in a
 * {@linkplain Simulated simulation} it is called after each step, from when the
 * {@code @BeforeEach} methods have returned. What it throws is a breach.
 * <p>
 * It takes no parameters, and may look into the actors themselves, as none of them runs
 * meanwhile. It must not wait for them; what probes and events have is there at once. A
 * turn that waits in the middle is a step that is over, so what a handler changes before
 * it waits is seen; what it has changed when it sends something is not, before it is
 * through.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Invariant {

}
