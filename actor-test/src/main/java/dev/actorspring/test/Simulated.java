package dev.actorspring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.actorspring.test.simulation.FindingKind;
import dev.actorspring.test.simulation.Search;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is run many times, each time with its messages, timers and restarts in
 * another order.
 * <p>
 * Whatever the test and its actors do is cut into steps: a turn, a time that comes, a
 * restart, a wait that is over. A turn is cut where it waits, and where it sends
 * something while others could come in between. One runs at a time, and a seed decides
 * which is next; the time stands still while there is something to do, or goes on a
 * little. Actors run so whatever their dispatcher is. For each schedule there is a new
 * instance of the test class, its {@code @BeforeEach} and {@code @AfterEach} methods are
 * called, the latter unless something else than the test has failed, and what it starts
 * with {@link TestActors#start} belongs to the simulation.
 * <p>
 * A schedule fails if the test does, if an {@link Invariant} does not hold, and for
 * whatever else {@link FindingKind} has. Of a schedule that fails the shortest one is
 * looked for that fails in the same way, and shown as a sequence diagram, as text and as
 * a page under {@code target/simulations}.
 * <p>
 * Nothing but the order of steps must decide: no clock but that of {@link TestActors}, no
 * random numbers without a seed, no threads but those of the actors and of
 * {@link TestActors#executor()}.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(SimulatedExtension.class)
public @interface Simulated {

	/**
	 * How many schedules are run, at most.
	 * @return more than zero
	 */
	int seeds() default 1_000;

	/**
	 * The only schedule to run, as one that failed says.
	 * @return negative for all
	 */
	long seed() default -1;

	/**
	 * How schedules are chosen.
	 * @return by chance unless all are wanted
	 */
	Search search() default Search.MIXED;

	/**
	 * For how long a step may be held up while the time goes on, in milliseconds. A
	 * timeout that is shorter may so come before a reply that is on its way.
	 * @return zero or more; with zero the time stands still while there is something to
	 * do
	 */
	int delayMillis() default 100;

	/**
	 * How many steps one schedule may have.
	 * @return more than zero
	 */
	int steps() default 20_000;

	/**
	 * What is no failure, such as {@link FindingKind#CRASH} in a test about crashes.
	 * @return nothing, unless the test says so
	 */
	FindingKind[] tolerate() default {};

}
