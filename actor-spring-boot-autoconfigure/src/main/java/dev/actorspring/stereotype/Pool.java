package dev.actorspring.stereotype;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.actorspring.PoolRouting;
import dev.actorspring.PoolSpec;

/**
 * Gives an {@link Actor @Actor} several equal workers, which take their messages from one
 * queue: the one that is idle takes the next. For whoever sends to it nothing changes:
 * there is one ref, and one name. What a worker keeps in its fields is its own, so this
 * is for actors that keep nothing but what they could do without.
 * <p>
 * Beside {@code @Actor}, on a class or a {@code @Bean} method. Not for keyed actors, nor
 * for those that have a durable state or live on one node of a cluster.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface Pool {

	/**
	 * How many workers there are, or at least if the pool grows.
	 * @return 1 to {@link PoolSpec#MOST_WORKERS}
	 */
	int size();

	/**
	 * How many workers there are at most.
	 * @return the size or more, or 0 for the size: then the pool does not grow
	 */
	int maxSize() default 0;

	/**
	 * How long a message has to wait for another worker to be started.
	 * @return a duration as in {@code 200ms} or {@code PT0.2S}
	 */
	String growAfter() default "200ms";

	/**
	 * For how long a worker has to be idle for there to be one less.
	 * @return a duration as in {@code 1m} or {@code PT1M}
	 */
	String shrinkAfter() default "1m";

	/**
	 * Which worker gets a message.
	 * @return the routing
	 */
	PoolRouting routing() default PoolRouting.SHARED;

	/**
	 * How many messages may be begun within any {@link #ratePeriod()}.
	 * @return 1 or more, or 0 for any number
	 */
	int rate() default 0;

	/**
	 * The period that the rate is meant for.
	 * @return a duration as in {@code 1s} or {@code PT1S}
	 */
	String ratePeriod() default "1s";

}
