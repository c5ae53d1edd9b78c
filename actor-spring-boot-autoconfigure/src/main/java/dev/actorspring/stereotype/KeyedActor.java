package dev.actorspring.stereotype;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.actorspring.Dispatcher;
import dev.actorspring.KeyedActors;
import dev.actorspring.Overflow;

import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Makes a class a family of actors, one for each key: activated by the first message to
 * the key, passivated after an idle time, and injectable as {@link KeyedActors}. In all
 * else like {@link Actor}, except that it is always restarted after a crash.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
@Component
@Scope("actor")
public @interface KeyedActor {

	/**
	 * The name of the family, unique in the application and without slashes.
	 * @return by default the name of the class, or of the {@code @Bean} method, in kebab
	 * case
	 */
	@AliasFor(annotation = Component.class)
	String value() default "";

	/**
	 * Where the turns run.
	 * @return the dispatcher
	 */
	Dispatcher dispatcher() default Dispatcher.VIRTUAL;

	/**
	 * How many messages may wait for each actor, the one in hand apart.
	 * @return at least 1, or 0 for the value of {@code actor.mailbox.capacity}
	 */
	int mailboxCapacity() default 0;

	/**
	 * What happens to a message when that many wait.
	 * @return one way, or none for the value of {@code actor.mailbox.overflow}
	 */
	Overflow[] overflow() default {};

	/**
	 * How long each actor may take to start, its constructor, injection and
	 * {@code @PostConstruct} together, before it is interrupted and the start has failed.
	 * @return a duration as in {@code 10s} or {@code PT10S}, or nothing for the value of
	 * {@code actor.start-timeout}
	 */
	String startTimeout() default "";

	/**
	 * How long each actor may take to stop before it is interrupted.
	 * @return a duration as in {@code 10s} or {@code PT10S}; zero interrupts at once
	 */
	String shutdownTimeout() default "5s";

	/**
	 * After how long without messages an actor is stopped to save memory.
	 * @return a duration as in {@code 30m} or {@code PT30M}; zero for never
	 */
	String passivateAfter() default "2m";

	/**
	 * Whether the actors of this family are spread over the nodes of a cluster, if the
	 * application has the starter for it.
	 * @return the scope
	 */
	FamilyScope scope() default FamilyScope.NODE;

}
