package dev.actorspring.boot.scope;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorSystem;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class AdvisedActorTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
		.withUserConfiguration(Advice.class);

	@Test
	void adviceAppliesToHandlers() {
		this.contextRunner.withUserConfiguration(Echo.class).run((context) -> {
			ActorSystem system = context.getBean(ActorSystem.class);
			assertThat(system.actor(Echo.class).call(new Echo.Say("hello"))).isEqualTo("echo: hello");
			assertThat(context.getBean(AtomicInteger.class)).hasValue(1);
		});
	}

	@Test
	void actorThatImplementsAnInterfaceIsProxiedByClass() {
		this.contextRunner.withUserConfiguration(WithInterface.class).run((context) -> {
			ActorSystem system = context.getBean(ActorSystem.class);
			assertThat(system.actor(WithInterface.class).call(new WithInterface.Say())).isEqualTo("said");
			assertThat(context.getBean(AtomicInteger.class)).hasValue(1);
		});
	}

	@Test
	void handlerThatAdviceCannotReachFailsTheStart() {
		this.contextRunner.withUserConfiguration(FinalHandler.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ActorConfigurationException.class)
				.hasMessageContaining("cannot reach its handler FinalHandler.say"));
	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Counted {

	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		static DefaultAdvisorAutoProxyCreator autoProxyCreator() {
			return new DefaultAdvisorAutoProxyCreator();
		}

		@Bean
		static AtomicInteger invocations() {
			return new AtomicInteger();
		}

		@Bean
		static Advisor countingAdvisor(AtomicInteger invocations) {
			MethodInterceptor interceptor = (invocation) -> {
				invocations.incrementAndGet();
				return invocation.proceed();
			};
			return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Counted.class),
					interceptor);
		}

	}

	@Actor
	static class Echo {

		private final ActorContext<Echo> context;

		Echo(ActorContext<Echo> context) {
			this.context = context;
		}

		@Receive
		@Counted
		String say(Say say) {
			return this.context.path() + ": " + say.text();
		}

		record Say(String text) implements Request<Echo, String> {

		}

	}

	interface Named {

		String name();

	}

	@Actor
	static class WithInterface implements Named {

		@Override
		public String name() {
			return "named";
		}

		@Receive
		@Counted
		String say(Say say) {
			return "said";
		}

		record Say() implements Request<WithInterface, String> {

		}

	}

	@Actor
	static class FinalHandler {

		@Counted
		void other() {
		}

		@Receive
		final String say(Say say) {
			return "said";
		}

		record Say() implements Request<FinalHandler, String> {

		}

	}

}
