package dev.actorspring.boot.discovery;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import io.github.resilience4j.bulkhead.annotation.Bulkhead;
import io.github.resilience4j.retry.annotation.Retry;
import io.github.resilience4j.timelimiter.annotation.TimeLimiter;
import jakarta.annotation.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.annotation.RequestScope;

import static org.assertj.core.api.Assertions.assertThat;

class RefusedAnnotationsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	static Stream<Arguments> refused() {
		return Stream.of(Arguments.of(Ticking.class, "Ticking.tick", "@Scheduled", "scheduleAtFixedRate"),
				Arguments.of(TickingOften.class, "TickingOften.tick", "@Scheduled", "scheduleAtFixedRate"),
				Arguments.of(TickingBesides.class, "TickingBesides.tick", "@Scheduled", "scheduleAtFixedRate"),
				Arguments.of(TickingByInheritance.class, "Base.tick", "@Scheduled", "scheduleAtFixedRate"),
				Arguments.of(TickingByInterface.class, "Clock.tick", "@Scheduled", "scheduleAtFixedRate"),
				Arguments.of(TickingByMeta.class, "TickingByMeta.tick", "@EachMinute, which is a @Scheduled",
						"Remove @EachMinute. "),
				Arguments.of(AsyncHandler.class, "AsyncHandler.on", "@Async", "CompletionStage"),
				Arguments.of(AsyncClass.class, "Class ", "@Async", "CompletionStage"),
				Arguments.of(AsyncByInheritance.class, "Class ", "@Async", "CompletionStage"),
				Arguments.of(Listening.class, "Listening.on", "@EventListener", "component of its own"),
				Arguments.of(ListeningInTransaction.class, "ListeningInTransaction.on", "@TransactionalEventListener",
						"component of its own"),
				Arguments.of(Subscribed.class, "Subscribed.on", "@MessageMapping", "component of its own"),
				Arguments.of(SubscribedByMeta.class, "SubscribedByMeta.on", "@QueueListener", "component of its own"),
				Arguments.of(Managed.class, "Managed.on", "@ManagedOperation", "component of its own"),
				Arguments.of(Cached.class, "Cached.on", "@Cacheable", "field of the actor"),
				Arguments.of(Evicting.class, "Evicting.on", "@CacheEvict", "field of the actor"),
				Arguments.of(CachedByStandard.class, "CachedByStandard.on", "@CacheResult", "field of the actor"),
				Arguments.of(Retried.class, "Retried.on", "@Retryable", "bean that the actor calls"),
				Arguments.of(RetriedByLibrary.class, "RetriedByLibrary.on", "@Retryable", "bean that the actor calls"),
				Arguments.of(RetriedByResilience.class, "RetriedByResilience.on", "@Retry",
						"bean that the actor calls"),
				Arguments.of(Limited.class, "Limited.on", "@ConcurrencyLimit", "capacity of the mailbox"),
				Arguments.of(TimeLimited.class, "TimeLimited.on", "@TimeLimiter", "timeout of its asker"),
				Arguments.of(Pooled.class, "Pooled.on", "@Bulkhead", "SEMAPHORE"),
				Arguments.of(Handling.class, "Handling.handle", "@ExceptionHandler", "throws clause"),
				Arguments.of(Binding.class, "Binding.bind", "@InitBinder", "components"),
				Arguments.of(Modelling.class, "Modelling.model", "@ModelAttribute", "components"),
				Arguments.of(Controlling.class, "Class ", "@RestController, which is a @Controller",
						"Remove @RestController. "),
				Arguments.of(Advising.class, "Class ", "@ControllerAdvice", "Remove @ControllerAdvice. "),
				Arguments.of(Configuring.class, "Class ", "@Configuration", "class of their own"),
				Arguments.of(Producing.class, "Producing.text", "@Bean", "@Configuration"),
				Arguments.of(Bound.class, "Class ", "@ConfigurationProperties", "Inject a class"),
				Arguments.of(Exposed.class, "Class ", "@Endpoint", "component of its own"),
				Arguments.of(LazyActor.class, "Class ", "@Lazy", "@KeyedActor"),
				Arguments.of(LazyMethod.class, "LazyMethod.actor", "@Lazy", "@KeyedActor"),
				Arguments.of(LazyConfiguration.class, "Class ", "@Lazy", "@KeyedActor"),
				Arguments.of(Prior.class, "Class ", "@Priority", "@Primary"),
				Arguments.of(TransactionWithin.class, "TransactionWithin.save", "@Transactional", "@Receive method"),
				Arguments.of(PermissionWithin.class, "PermissionWithin.save", "@PreAuthorize", "@Receive method"));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void annotationStopsTheStartAndTheFixIsNamed(Class<?> actor, String place, String annotation, String advice) {
		ActorConfigurationException failure = failure(actor);
		assertThat(failure).hasMessageContaining(place).hasMessageContaining("has the annotation " + annotation);
		assertThat(failure.getAction()).contains(advice).startsWith("Remove @");
	}

	@Test
	void actorIsNamed() {
		assertThat(failure(Ticking.class)).hasMessage("Method " + Ticking.class.getName()
				+ ".tick of actor 'ticking' has the annotation @Scheduled: it would be called on a thread of the "
				+ "scheduler, beside the message in hand");
	}

	@Test
	void keyedActorsAreLookedAtToo() {
		assertThat(failure(CachedByKey.class)).hasMessageContaining("@Cacheable").hasMessageContaining("family");
	}

	@Test
	void beansOfTheScopeMayNotBeCalledByOthersEither() {
		assertThat(failure(TickingHelper.class)).hasMessageContaining("bean 'refusedAnnotationsTests.TickingHelper'")
			.hasMessageContaining("@Scheduled");
	}

	@Test
	void beansOfTheScopeMayBeCached() {
		this.contextRunner.withUserConfiguration(CachedHelper.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void interfaceByWhichSpringCallsABeanStopsTheStart() {
		assertThat(failure(Hearing.class)).hasMessageContaining("implements ApplicationListener");
		assertThat(failure(Running.class)).hasMessageContaining("implements ApplicationRunner");
	}

	@Test
	void otherScopeStopsTheStart() {
		ActorConfigurationException failure = failure(Prototype.class);
		assertThat(failure).hasMessage("Class " + Prototype.class.getName()
				+ " is annotated as an actor, but @Scope gives it the scope 'prototype'");
		assertThat(failure.getAction()).startsWith("Remove @Scope:");
	}

	@Test
	void otherScopeAtABeanMethodStopsTheStart() {
		assertThat(failure(PrototypeMethod.class)).hasMessageContaining("PrototypeMethod.actor")
			.hasMessageContaining("@Scope gives it the scope 'prototype'");
	}

	@Test
	void otherScopeByMetaAnnotationStopsTheStart() {
		assertThat(failure(Requested.class)).hasMessageContaining("@RequestScope gives it the scope 'request'");
		assertThat(failure(RequestedFirst.class)).hasMessageContaining("@RequestScope gives it the scope 'request'");
	}

	@Test
	void scopedProxyStopsTheStart() {
		assertThat(failure(Proxied.class)).hasMessageContaining("@Scope has the proxyMode TARGET_CLASS");
	}

	@Test
	void actorThatIsRegisteredAsAnotherBeanStopsTheStart() {
		this.contextRunner
			.withInitializer((context) -> ((BeanDefinitionRegistry) context.getBeanFactory())
				.registerBeanDefinition("plain", new RootBeanDefinition(Plain.class)))
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("its bean 'plain' was registered with the scope 'singleton'"));
	}

	@Test
	void beanMethodThatForgetsTheAnnotationStopsTheStart() {
		ActorConfigurationException failure = failure(ForgottenActor.class);
		assertThat(failure).hasMessageContaining("ForgottenActor.plain makes a bean of the actor class");
		assertThat(failure.getAction()).startsWith("Annotate the method with @Actor or @KeyedActor, beside @Bean");
	}

	@Test
	void methodThatIsAnActorButNoBeanStopsTheStart() {
		assertThat(failure(ForgottenBean.class)).hasMessageContaining("ForgottenBean.plain has the annotation @Actor");
	}

	@Test
	void dependsOnAnActorStopsTheStart() {
		ActorConfigurationException failure = failure(Plain.class, Depending.class);
		assertThat(failure).hasMessageContaining("@DependsOn(\"plain\")");
		assertThat(failure.getAction()).contains("REST_FOR_ONE");
	}

	private ActorConfigurationException failure(Class<?>... configuration) {
		ActorConfigurationException[] failure = new ActorConfigurationException[1];
		this.contextRunner.withUserConfiguration(configuration).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause().isInstanceOf(ActorConfigurationException.class);
			failure[0] = (ActorConfigurationException) NestedExceptionUtils.getRootCause(context.getStartupFailure());
		});
		return failure[0];
	}

	record Event() implements Message<Object> {

	}

	@Actor
	static class Plain {

		@Receive
		void on(Event event) {
		}

	}

	@Actor("ticking")
	static class Ticking {

		@Receive
		@Scheduled(fixedRate = 10)
		void tick(Event event) {
		}

	}

	@Actor
	static class TickingOften extends Silent {

		@Scheduled(fixedRate = 10)
		@Scheduled(fixedRate = 20)
		void tick() {
		}

	}

	@Actor
	static class TickingBesides extends Silent {

		@Scheduled(fixedRate = 10)
		private void tick() {
		}

	}

	static class Silent {

		@Receive
		void on(Event event) {
		}

	}

	static class Base extends Silent {

		@Scheduled(fixedRate = 10)
		void tick() {
		}

	}

	@Actor
	static class TickingByInheritance extends Base {

		@Override
		void tick() {
		}

	}

	interface Clock {

		@Scheduled(fixedRate = 10)
		default void tick() {
		}

	}

	@Actor
	static class TickingByInterface extends Silent implements Clock {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Scheduled(fixedRate = 60_000)
	@interface EachMinute {

	}

	@Actor
	static class TickingByMeta extends Silent {

		@EachMinute
		void tick() {
		}

	}

	@Actor
	static class AsyncHandler {

		@Receive
		@Async
		void on(Event event) {
		}

	}

	@Actor
	@Async
	static class AsyncClass extends Silent {

	}

	@Async
	static class AsyncBase extends Silent {

	}

	@Actor
	static class AsyncByInheritance extends AsyncBase {

	}

	@Actor
	static class Listening {

		@Receive
		@EventListener
		void on(Event event) {
		}

	}

	@Actor
	static class ListeningInTransaction {

		@Receive
		@TransactionalEventListener
		void on(Event event) {
		}

	}

	@Actor
	static class Subscribed {

		@Receive
		@MessageMapping("events")
		void on(Event event) {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@MessageMapping
	@interface QueueListener {

	}

	@Actor
	static class SubscribedByMeta {

		@Receive
		@QueueListener
		void on(Event event) {
		}

	}

	@Actor
	static class Managed {

		@Receive
		@ManagedOperation
		void on(Event event) {
		}

	}

	@Actor
	static class Cached {

		@Receive
		@Cacheable("events")
		void on(Event event) {
		}

	}

	@KeyedActor
	static class CachedByKey {

		@Receive
		@Cacheable("events")
		void on(Event event) {
		}

	}

	@Actor
	static class Evicting {

		@Receive
		@CacheEvict("events")
		void on(Event event) {
		}

	}

	@Actor
	static class CachedByStandard {

		@Receive
		@javax.cache.annotation.CacheResult
		void on(Event event) {
		}

	}

	@Actor
	static class Retried {

		@Receive
		@Retryable
		void on(Event event) {
		}

	}

	@Actor
	static class RetriedByLibrary {

		@Receive
		@org.springframework.retry.annotation.Retryable
		void on(Event event) {
		}

	}

	@Actor
	static class RetriedByResilience {

		@Receive
		@Retry(name = "events")
		void on(Event event) {
		}

	}

	@Actor
	static class Limited {

		@Receive
		@ConcurrencyLimit(1)
		void on(Event event) {
		}

	}

	@Actor
	static class TimeLimited {

		@Receive
		@TimeLimiter(name = "events")
		void on(Event event) {
		}

	}

	@Actor
	static class Pooled {

		@Receive
		@Bulkhead(name = "events", type = Bulkhead.Type.THREADPOOL)
		void on(Event event) {
		}

	}

	@Actor
	static class Handling extends Silent {

		@ExceptionHandler
		void handle(IllegalStateException exception) {
		}

	}

	@Actor
	static class Binding extends Silent {

		@InitBinder
		void bind() {
		}

	}

	@Actor
	static class Modelling extends Silent {

		@ModelAttribute
		void model() {
		}

	}

	@Actor
	@RestController
	static class Controlling extends Silent {

	}

	@Actor
	@ControllerAdvice
	static class Advising extends Silent {

	}

	@Actor
	@Configuration(proxyBeanMethods = false)
	static class Configuring extends Silent {

	}

	@Actor
	static class Producing extends Silent {

		@Bean
		String text() {
			return "";
		}

	}

	@Actor
	@ConfigurationProperties("bound")
	static class Bound extends Silent {

	}

	@Actor
	@Endpoint(id = "exposed")
	static class Exposed extends Silent {

	}

	@Actor
	@Lazy
	static class LazyActor extends Silent {

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyMethod {

		@Bean
		@Actor
		@Lazy
		Silent actor() {
			return new Silent();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Lazy
	static class LazyConfiguration {

		@Bean
		@Actor
		Silent actor() {
			return new Silent();
		}

	}

	@Actor
	@Priority(1)
	static class Prior extends Silent {

	}

	@Actor
	static class TransactionWithin extends Silent {

		@Transactional
		void save() {
		}

	}

	@Actor
	static class PermissionWithin extends Silent {

		@PreAuthorize("true")
		void save() {
		}

	}

	@Scope("actor")
	static class TickingHelper {

		@Scheduled(fixedRate = 10)
		void tick() {
		}

	}

	@Scope("actor")
	static class CachedHelper {

		@Cacheable("events")
		String load() {
			return "";
		}

	}

	@Actor
	static class Hearing extends Silent implements ApplicationListener<ApplicationEvent> {

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
		}

	}

	@Actor
	static class Running extends Silent implements ApplicationRunner {

		@Override
		public void run(ApplicationArguments arguments) {
		}

	}

	@Actor
	@Scope("prototype")
	static class Prototype extends Silent {

	}

	@Configuration(proxyBeanMethods = false)
	static class PrototypeMethod {

		@Bean
		@Actor
		@Scope("prototype")
		Silent actor() {
			return new Silent();
		}

	}

	@Actor
	@RequestScope
	static class Requested extends Silent {

	}

	@RequestScope
	@Actor
	static class RequestedFirst extends Silent {

	}

	@Actor
	@Scope(scopeName = "actor", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class Proxied extends Silent {

	}

	@Configuration(proxyBeanMethods = false)
	static class ForgottenActor {

		@Bean
		Plain plain() {
			return new Plain();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ForgottenBean {

		@Actor
		Silent plain() {
			return new Silent();
		}

	}

	@Actor
	@DependsOn("plain")
	static class Depending extends Silent {

	}

}
