package dev.actorspring.stereotype;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.Overflow;
import dev.actorspring.RestartType;

import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Makes a class an actor: found by component scanning, started with the application and
 * injectable as {@link ActorRef}. Each incarnation is a fresh bean of scope
 * {@code actor}, with constructor injection, {@code @PostConstruct} and
 * {@code @PreDestroy}.
 * <p>
 * On a {@code @Bean} method it makes an actor of the class that the method returns. The
 * method is called for each incarnation and may take an
 * {@link dev.actorspring.ActorContext ActorContext} parameter.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
@Component
@Scope("actor")
public @interface Actor {

	/**
	 * The name of the actor, unique in the application and without slashes.
	 * @return by default the name of the class, or of the {@code @Bean} method, in kebab
	 * case: {@code card-gateway} for {@code CardGateway}
	 */
	@AliasFor(annotation = Component.class)
	String value() default "";

	/**
	 * Where its turns run.
	 * @return the dispatcher
	 */
	Dispatcher dispatcher() default Dispatcher.VIRTUAL;

	/**
	 * How many messages may wait, the one in hand apart.
	 * @return at least 1, or 0 for the value of {@code actor.mailbox.capacity}
	 */
	int mailboxCapacity() default 0;

	/**
	 * What happens to a message when that many wait.
	 * @return one way, or none for the value of {@code actor.mailbox.overflow}
	 */
	Overflow[] overflow() default {};

	/**
	 * When it is restarted.
	 * @return the restart type
	 */
	RestartType restart() default RestartType.PERMANENT;

	/**
	 * Whether its end by itself may stop its supervisor, by the supervisor's
	 * auto-shutdown.
	 * @return {@code true} only if it is not permanent
	 */
	boolean significant() default false;

	/**
	 * How long it may take to start, its constructor, injection and
	 * {@code @PostConstruct} together, before it is interrupted and the start has failed.
	 * @return a duration as in {@code 10s} or {@code PT10S}, or nothing for the value of
	 * {@code actor.start-timeout}
	 */
	String startTimeout() default "";

	/**
	 * How long it may take to stop before it is interrupted.
	 * @return a duration as in {@code 10s} or {@code PT10S}; zero interrupts at once
	 */
	String shutdownTimeout() default "5s";

	/**
	 * Whether there is only one such actor in a cluster, if the application has the
	 * starter for it. It lives on one of the nodes, is started there without a message,
	 * and moves to another when that leaves or is lost. It must be permanent, and no
	 * child of a supervisor, as those are on every node.
	 * @return the scope
	 */
	FamilyScope scope() default FamilyScope.NODE;

}
