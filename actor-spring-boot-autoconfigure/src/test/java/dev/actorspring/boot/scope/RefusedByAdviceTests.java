package dev.actorspring.boot.scope;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.DeclinedException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.reactor.ReactorActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RefusedByAdviceTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ReactorActorAutoConfiguration.class))
		.withUserConfiguration(Advice.class, Till.class);

	@Test
	void refusalBeforeTheHandlerIsAnAnswerAndTheStateIsKept() {
		this.contextRunner.run((context) -> {
			ActorRef<Till> till = till(context);
			assertThat(till.call(new Till.Add(5, Refusal.NONE))).isEqualTo(5);
			assertThatExceptionOfType(SecurityException.class)
				.isThrownBy(() -> till.call(new Till.Add(1, Refusal.BEFORE)))
				.withMessage("before");
			assertThat(till.call(new Till.Add(2, Refusal.NONE))).isEqualTo(7);
			assertThat(context.getBean(Events.class)).isEmpty();
		});
	}

	@Test
	void checkedRefusalIsTheCauseOfADecline() {
		this.contextRunner.run((context) -> {
			ActorRef<Till> till = till(context);
			assertThatExceptionOfType(DeclinedException.class)
				.isThrownBy(() -> till.call(new Till.Add(1, Refusal.CHECKED)))
				.withCauseExactlyInstanceOf(IOException.class);
			assertThat(till.call(new Till.Add(2, Refusal.NONE))).isEqualTo(2);
		});
	}

	@Test
	void plainMessageThatIsRefusedBecomesADeadLetter() {
		this.contextRunner.run((context) -> {
			ActorRef<Till> till = till(context);
			till.tell(new Till.Note(Refusal.BEFORE));
			assertThat(till.call(new Till.Add(1, Refusal.NONE))).isEqualTo(1);
			await().untilAsserted(() -> assertThat(context.getBean(Events.class)).singleElement()
				.isInstanceOfSatisfying(ActorEvent.DeadLetter.class,
						(letter) -> assertThat(letter.reason()).isEqualTo(ActorEvent.DeadLetter.Reason.REFUSED)));
		});
	}

	@Test
	void failureOfAdviceAfterTheHandlerIsACrash() {
		this.contextRunner.run((context) -> {
			ActorRef<Till> till = till(context);
			till.call(new Till.Add(5, Refusal.NONE));
			assertThatExceptionOfType(ActorCrashedException.class)
				.isThrownBy(() -> till.call(new Till.Add(1, Refusal.AFTER)))
				.withCauseExactlyInstanceOf(SecurityException.class);
			assertThat(till.call(new Till.Add(2, Refusal.NONE))).isEqualTo(2);
		});
	}

	@Test
	void failureOfTheHandlerIsACrash() {
		this.contextRunner.run((context) -> {
			ActorRef<Till> till = till(context);
			assertThatExceptionOfType(ActorCrashedException.class)
				.isThrownBy(() -> till.call(new Till.Add(-1, Refusal.NONE)))
				.withCauseExactlyInstanceOf(IllegalArgumentException.class);
		});
	}

	@Test
	void errorOfAdviceIsACrash() {
		this.contextRunner.run((context) -> assertThatThrownBy(() -> till(context).call(new Till.Add(1, Refusal.ERROR)))
			.isInstanceOf(ActorCrashedException.class));
	}

	@Test
	void adviceThatAnswersInsteadOfTheHandlerIsLeftAlone() {
		this.contextRunner
			.run((context) -> assertThat(till(context).call(new Till.Add(1, Refusal.INSTEAD))).isEqualTo(-1));
	}

	@Test
	void stageThatAdviceFailsBeforeTheHandlerRanIsAnAnswer() {
		this.contextRunner.run((context) -> {
			ActorRef<Till> till = till(context);
			till.call(new Till.Add(5, Refusal.NONE));
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> till.ask(new Till.AddLater(1, Refusal.BEFORE)).join())
				.withCauseExactlyInstanceOf(SecurityException.class);
			assertThat(till.call(new Till.AddLater(2, Refusal.NONE))).isEqualTo(7);
		});
	}

	@Test
	void monoThatAdviceFailsBeforeTheHandlerRanIsAnAnswer() {
		this.contextRunner.run((context) -> {
			ActorRef<Till> till = till(context);
			till.call(new Till.Add(5, Refusal.NONE));
			assertThatExceptionOfType(SecurityException.class)
				.isThrownBy(() -> till.call(new Till.AddMono(1, Refusal.BEFORE)));
			assertThat(till.call(new Till.AddMono(2, Refusal.NONE))).isEqualTo(7);
		});
	}

	@Test
	void stageThatFailsAfterTheHandlerRanIsACrash() {
		this.contextRunner
			.run((context) -> assertThatThrownBy(() -> till(context).call(new Till.AddLater(-1, Refusal.NONE)))
				.isInstanceOf(ActorCrashedException.class));
	}

	@Test
	void handlerIsNotCalledOnAnotherThread() {
		this.contextRunner.run((context) -> {
			ActorRef<Till> till = till(context);
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> till.call(new Till.Add(1, Refusal.ELSEWHERE)))
				.withMessageContaining("outside of its turn");
			assertThat(till.call(new Till.Add(2, Refusal.NONE))).isEqualTo(2);
		});
	}

	@Test
	void refusalByAProxyWithinAProxyIsAnAnswer() {
		this.contextRunner.withUserConfiguration(SecondProxy.class).run((context) -> {
			ActorRef<Till> till = till(context);
			till.call(new Till.Add(5, Refusal.NONE));
			assertThatExceptionOfType(SecurityException.class)
				.isThrownBy(() -> till.call(new Till.Add(1, Refusal.BEFORE)));
			assertThatExceptionOfType(SecurityException.class)
				.isThrownBy(() -> till.call(new Till.Add(1, Refusal.BEFORE_SECOND)));
			assertThat(till.call(new Till.Add(2, Refusal.NONE))).isEqualTo(7);
		});
	}

	@Test
	void refusalInTheMiddleOfATurnLeavesThatTurnAlone() {
		this.contextRunner.run((context) -> {
			ActorRef<Till> till = till(context);
			CompletableFuture<Integer> waiting = till.ask(new Till.Wait(Refusal.NONE));
			await().until(() -> Till.waiting.getCount() == 0);
			assertThatThrownBy(() -> till.call(new Till.Peek(Refusal.BEFORE))).isInstanceOf(SecurityException.class);
			assertThat(till.call(new Till.Peek(Refusal.NONE))).isZero();
			Till.go.complete(3);
			assertThat(waiting.join()).isEqualTo(3);
			assertThat(till.call(new Till.Add(1, Refusal.NONE))).isEqualTo(4);
		});
	}

	@Test
	void failureOfATurnThatWaitedWhileAnotherWasRefusedIsACrash() {
		this.contextRunner.run((context) -> {
			ActorRef<Till> till = till(context);
			CompletableFuture<Integer> waiting = till.ask(new Till.Wait(Refusal.NONE));
			await().until(() -> Till.waiting.getCount() == 0);
			assertThatThrownBy(() -> till.call(new Till.Peek(Refusal.BEFORE))).isInstanceOf(SecurityException.class);
			Till.go.complete(-3);
			assertThatThrownBy(waiting::join).hasCauseInstanceOf(ActorCrashedException.class);
		});
	}

	private static ActorRef<Till> till(ApplicationContext context) {
		Till.waiting = new CountDownLatch(1);
		Till.go = new CompletableFuture<>();
		return context.getBean(ActorSystem.class).actor(Till.class);
	}

	/**
	 * What the advice does to a message.
	 */
	enum Refusal {

		NONE, BEFORE, BEFORE_SECOND, CHECKED, AFTER, ERROR, INSTEAD, ELSEWHERE

	}

	interface Refusable {

		Refusal refusal();

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Guarded {

	}

	static class Events extends ConcurrentLinkedQueue<ActorEvent> implements ActorEvent.Listener {

		private static final long serialVersionUID = 1L;

		@Override
		public void onEvent(ActorEvent event) {
			add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		static DefaultAdvisorAutoProxyCreator autoProxyCreator() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setUsePrefix(true);
			creator.setAdvisorBeanNamePrefix("first");
			return creator;
		}

		@Bean
		static Advisor firstAdvisor() {
			return advisor(Advice::invoke);
		}

		@Bean
		Events events() {
			return new Events();
		}

		static Advisor advisor(MethodInterceptor interceptor) {
			return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Guarded.class),
					interceptor);
		}

		private static @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			Refusable message = (Refusable) invocation.getArguments()[0];
			Class<?> returned = invocation.getMethod().getReturnType();
			return switch (message.refusal()) {
				case NONE, BEFORE_SECOND ->
					(returned == Mono.class) ? Mono.defer(() -> proceedMono(invocation)) : invocation.proceed();
				case BEFORE -> {
					SecurityException refusal = new SecurityException("before");
					if (returned == Mono.class) {
						yield Mono.error(refusal);
					}
					if (returned == CompletableFuture.class) {
						yield CompletableFuture.failedFuture(refusal);
					}
					throw refusal;
				}
				case CHECKED -> throw new IOException("before");
				case AFTER -> {
					invocation.proceed();
					throw new SecurityException("after");
				}
				case ERROR -> throw new AssertionError("before");
				case INSTEAD -> -1;
				case ELSEWHERE -> elsewhere(invocation);
			};
		}

		private static Mono<?> proceedMono(MethodInvocation invocation) {
			try {
				return (Mono<?>) invocation.proceed();
			}
			catch (Throwable ex) {
				return Mono.error(ex);
			}
		}

		private static @Nullable Object elsewhere(MethodInvocation invocation) throws Throwable {
			try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
				return executor.submit(() -> {
					try {
						return invocation.proceed();
					}
					catch (RuntimeException ex) {
						throw ex;
					}
					catch (Throwable ex) {
						throw new IllegalArgumentException(ex);
					}
				}).get();
			}
			catch (java.util.concurrent.ExecutionException ex) {
				throw ex.getCause();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondProxy {

		@Bean
		static DefaultAdvisorAutoProxyCreator secondAutoProxyCreator() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setUsePrefix(true);
			creator.setAdvisorBeanNamePrefix("second");
			creator.setOrder(Ordered.LOWEST_PRECEDENCE);
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		static Advisor secondAdvisor() {
			return Advice.advisor((invocation) -> {
				if (((Refusable) invocation.getArguments()[0]).refusal() == Refusal.BEFORE_SECOND) {
					throw new SecurityException("before");
				}
				return invocation.proceed();
			});
		}

	}

	@Actor
	static class Till {

		static volatile CountDownLatch waiting = new CountDownLatch(1);

		static volatile CompletableFuture<Integer> go = new CompletableFuture<>();

		private final ActorContext<Till> context;

		private int sum;

		Till(ActorContext<Till> context) {
			this.context = context;
		}

		@Receive
		@Guarded
		int add(Add add) {
			if (add.amount() < 0) {
				throw new IllegalArgumentException("less than nothing");
			}
			return this.sum += add.amount();
		}

		@Receive
		@Guarded
		CompletableFuture<Integer> addLater(AddLater add) {
			if (add.amount() < 0) {
				return CompletableFuture.failedFuture(new IllegalArgumentException("less than nothing"));
			}
			this.sum += add.amount();
			return CompletableFuture.completedFuture(this.sum);
		}

		@Receive
		@Guarded
		Mono<Integer> addMono(AddMono add) {
			this.sum += add.amount();
			return Mono.just(this.sum);
		}

		@Receive
		@Guarded
		void note(Note note) {
		}

		@Receive
		@Guarded
		int await(Wait wait) {
			CompletableFuture<Integer> future = go;
			waiting.countDown();
			int added = this.context.await(future);
			if (added < 0) {
				throw new IllegalStateException("less than nothing");
			}
			return this.sum += added;
		}

		@Receive(interleave = true)
		@Guarded
		int peek(Peek peek) {
			return this.sum;
		}

		record Add(int amount, Refusal refusal) implements Request<Till, Integer>, Refusable {

		}

		record AddLater(int amount, Refusal refusal) implements Request<Till, Integer>, Refusable {

		}

		record AddMono(int amount, Refusal refusal) implements Request<Till, Integer>, Refusable {

		}

		record Note(Refusal refusal) implements Message<Till>, Refusable {

		}

		record Wait(Refusal refusal) implements Request<Till, Integer>, Refusable {

		}

		record Peek(Refusal refusal) implements Request<Till, Integer>, Refusable {

		}

	}

}
