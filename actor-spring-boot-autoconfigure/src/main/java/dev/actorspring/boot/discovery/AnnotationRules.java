package dev.actorspring.boot.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.actorspring.boot.discovery.AnnotationRule.Where;

import org.springframework.core.annotation.MergedAnnotation;

/**
 * The annotations of Spring and its kin that cannot work at an actor. They are known by
 * name, as most of them come from libraries that may not be there.
 */
final class AnnotationRules {

	private static final Map<String, List<AnnotationRule>> TYPES = new HashMap<>();

	/**
	 * Packages whose annotations all follow one rule.
	 */
	private static final Map<String, List<AnnotationRule>> PACKAGES = new HashMap<>();

	static {
		outsideOfTurns();
		insteadOfTurns();
		forControllers();
		forOtherBeans();
		ofTheDeclaration();
		adviceOfHandlers();
	}

	private AnnotationRules() {
	}

	/**
	 * The rules that speak against an annotation.
	 * @param annotation as it is found, or as another annotation is made of it
	 */
	static Stream<AnnotationRule> of(MergedAnnotation<?> annotation) {
		Class<?> type = annotation.getType();
		return Stream
			.concat(TYPES.getOrDefault(type.getName(), List.of()).stream(),
					PACKAGES.getOrDefault(type.getPackageName(), List.of()).stream())
			.filter((rule) -> rule.refuses().test(annotation));
	}

	private static void outsideOfTurns() {
		AnnotationRule scheduled = new AnnotationRule(Where.SCOPE,
				"it would be called on a thread of the scheduler, beside the message in hand",
				"Let the constructor or a @PostConstruct method call scheduleAtFixedRate of the ActorContext with a "
						+ "message of the actor's own, and handle that message.");
		types(scheduled, "org.springframework.scheduling.annotation.Scheduled",
				"org.springframework.scheduling.annotation.Schedules");
		AnnotationRule async = new AnnotationRule(Where.SCOPE,
				"it would run on a thread of an executor, beside the message in hand",
				"A handler runs on a thread of its actor, and may block there; to answer later, let it return a "
						+ "CompletionStage.");
		types(async, "org.springframework.scheduling.annotation.Async", "jakarta.ejb.Asynchronous",
				"javax.ejb.Asynchronous", "jakarta.enterprise.concurrent.Asynchronous");
		AnnotationRule event = new AnnotationRule(Where.SCOPE,
				"it would be called on the thread of whoever publishes the event, beside the message in hand",
				"Write a component of its own that listens, has the ref of the actor injected, and tells it a message.");
		types(event, "org.springframework.context.event.EventListener",
				"org.springframework.transaction.event.TransactionalEventListener");
		AnnotationRule listener = new AnnotationRule(Where.SCOPE,
				"it would be called on a thread of the listener's container, beside the message in hand",
				"Write a component of its own that listens, has the ref of the actor injected, and tells or asks it.");
		types(listener, "org.springframework.messaging.handler.annotation.MessageMapping",
				"org.springframework.cloud.stream.annotation.StreamListener", "io.nats.spring.annotation.NatsListener");
		packages(listener, "org.springframework.kafka.annotation", "org.springframework.jms.annotation",
				"org.springframework.amqp.rabbit.annotation", "org.springframework.pulsar.annotation",
				"org.springframework.integration.annotation", "org.springframework.messaging.simp.annotation",
				"org.springframework.messaging.rsocket.annotation", "org.springframework.messaging.handler.annotation",
				"io.awspring.cloud.sqs.annotation");
		AnnotationRule management = new AnnotationRule(Where.SCOPE,
				"it would be called on the thread of whoever manages the application, beside the message in hand",
				"Write a component of its own that is managed, has the ref of the actor injected, and asks it.");
		packages(management, "org.springframework.jmx.export.annotation",
				"org.springframework.boot.actuate.endpoint.annotation",
				"org.springframework.boot.actuate.endpoint.web.annotation",
				"org.springframework.boot.actuate.endpoint.jmx.annotation");
		AnnotationRule bean = new AnnotationRule(Where.SCOPE,
				"Spring would need an instance of the actor, to have it make a bean",
				"Move the method to a class that is annotated with @Configuration.");
		types(bean, "org.springframework.context.annotation.Bean");
	}

	private static void insteadOfTurns() {
		AnnotationRule cache = new AnnotationRule(Where.ACTOR,
				"a cache knows the message, but neither the key nor the state of the actor, so that the actors of a "
						+ "family would answer for each other",
				"Remember the answer in a field of the actor, or have a bean that the actor calls cached.");
		packages(cache, "org.springframework.cache.annotation", "javax.cache.annotation");
		AnnotationRule retry = new AnnotationRule(Where.ACTOR,
				"a handler that has failed may have changed the state of the actor, and would run on it again",
				"Repeat what may fail in a bean that the actor calls, or let the actor crash and be restarted.");
		types(retry, "org.springframework.resilience.annotation.Retryable",
				"io.github.resilience4j.retry.annotation.Retry");
		packages(retry, "org.springframework.retry.annotation");
		AnnotationRule limit = new AnnotationRule(Where.ACTOR,
				"an actor handles one message at a time anyway, and a handler that runs while another one waits would "
						+ "wait for it for ever",
				"Set the capacity of the mailbox, or limit a bean that the actor calls.");
		types(limit, "org.springframework.resilience.annotation.ConcurrencyLimit");
		AnnotationRule timeLimit = new AnnotationRule(Where.ACTOR,
				"the caller would be answered while the handler still runs, or the handler would run on another thread",
				"A request has the timeout of its asker; the handler can look at deadline() of the ActorContext.");
		types(timeLimit, "io.github.resilience4j.timelimiter.annotation.TimeLimiter");
		AnnotationRule pool = new AnnotationRule(Where.ACTOR,
				"the handler would run on a thread of the bulkhead, beside the message in hand",
				"Use a bulkhead of the type SEMAPHORE, or put it around a bean that the actor calls.");
		types(pool
			.when((annotation) -> annotation.getValue("type").map(Object::toString).orElse("").equals("THREADPOOL")),
				"io.github.resilience4j.bulkhead.annotation.Bulkhead");
	}

	private static void forControllers() {
		AnnotationRule failure = new AnnotationRule(Where.ACTOR, "it means something at a controller only",
				"Declare the exception in the throws clause of the handler, with @ResponseStatus at its class; what "
						+ "controllers make of failures belongs in a @ControllerAdvice.");
		types(failure, "org.springframework.web.bind.annotation.ExceptionHandler");
		AnnotationRule binding = new AnnotationRule(Where.ACTOR, "it means something at a controller only",
				"The record is filled from path, query and body by the names of its components.");
		types(binding, "org.springframework.web.bind.annotation.InitBinder",
				"org.springframework.web.bind.annotation.ModelAttribute",
				"org.springframework.web.bind.annotation.SessionAttributes");
		AnnotationRule controller = new AnnotationRule(Where.CLASS,
				"a class cannot be both an actor and a controller: Spring would call its methods for requests, beside "
						+ "the message in hand",
				"The mapping annotations of an actor work without it.");
		types(controller, "org.springframework.stereotype.Controller",
				"org.springframework.web.bind.annotation.ControllerAdvice");
		AnnotationRule graph = new AnnotationRule(Where.ACTOR, "it means something at a controller only",
				"Write a controller that has the ref of the actor injected, and asks it.");
		packages(graph, "org.springframework.graphql.data.method.annotation");
	}

	private static void forOtherBeans() {
		AnnotationRule configuration = new AnnotationRule(Where.CLASS,
				"Spring would need an instance of the actor, to have it make beans",
				"Move the @Bean methods to a class of their own.");
		types(configuration, "org.springframework.context.annotation.Configuration");
		AnnotationRule aspect = new AnnotationRule(Where.CLASS,
				"Spring would call its advice for other beans, beside the message in hand",
				"Write an aspect of its own that has the ref of the actor injected.");
		types(aspect, "org.aspectj.lang.annotation.Aspect");
		AnnotationRule properties = new AnnotationRule(Where.DECLARATION,
				"Spring Boot would need an instance of the actor, to show its properties",
				"Inject a class that is annotated with @ConfigurationProperties into the actor.");
		types(properties, "org.springframework.boot.context.properties.ConfigurationProperties");
	}

	private static void ofTheDeclaration() {
		AnnotationRule lazy = new AnnotationRule(Where.DECLARATION,
				"an actor starts with the application, and a keyed one with its first message",
				"To start with the first message, make it a @KeyedActor.");
		types(lazy.when((annotation) -> annotation.getBoolean("value")), "org.springframework.context.annotation.Lazy");
		AnnotationRule priority = new AnnotationRule(Where.DECLARATION, "it would not count where a ref is injected",
				"Use @Primary or @Fallback to choose among several refs, and @Order to sort them.");
		types(priority, "jakarta.annotation.Priority");
	}

	private static void adviceOfHandlers() {
		AnnotationRule other = new AnnotationRule(Where.OTHER_METHOD,
				"the method is no handler, so that the actor itself calls it, past all advice",
				"Put it at the @Receive method, or move the method to a bean that the actor calls.");
		AnnotationRule state = new AnnotationRule(Where.STATE,
				"a state is no bean but made by the actor, so that no advice is around it",
				"Put it at a @Receive method of the actor itself, or at a bean that the state calls.");
		for (AnnotationRule rule : List.of(other, state)) {
			types(rule, "org.springframework.transaction.annotation.Transactional", "jakarta.transaction.Transactional",
					"org.springframework.security.access.annotation.Secured",
					"org.springframework.validation.annotation.Validated", "jakarta.annotation.security.RolesAllowed",
					"jakarta.annotation.security.DenyAll", "jakarta.annotation.security.PermitAll",
					"io.github.resilience4j.bulkhead.annotation.Bulkhead",
					"io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker",
					"io.github.resilience4j.ratelimiter.annotation.RateLimiter");
			packages(rule, "org.springframework.security.access.prepost");
		}
	}

	private static void types(AnnotationRule rule, String... names) {
		add(rule, names, TYPES);
	}

	private static void packages(AnnotationRule rule, String... names) {
		add(rule, names, PACKAGES);
	}

	private static void add(AnnotationRule rule, String[] names, Map<String, List<AnnotationRule>> rules) {
		for (String name : names) {
			rules.computeIfAbsent(name, (added) -> new ArrayList<>()).add(rule);
		}
	}

}
