package dev.actorspring.boot.context;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.reactor.ReactorActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ContextCarrier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ActorContextPropagationAutoConfigurationTests {

	private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorContextPropagationAutoConfiguration.class,
				ReactorActorAutoConfiguration.class, ActorAutoConfiguration.class))
		.withUserConfiguration(Clerk.class);

	@AfterEach
	void clear() {
		MDC.clear();
		TENANT.remove();
		ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
	}

	@Test
	void mdc_isThatOfTheSender() {
		this.runner.run((context) -> {
			ActorRef<Clerk> clerk = context.getBean(ActorSystem.class).actor(Clerk.class);
			MDC.put("user", "ann");
			CompletableFuture<Map<String, String>> told = new CompletableFuture<>();
			clerk.tell(new Clerk.Tell(told));
			assertThat(told).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(Map.of("user", "ann"));
			assertThat(clerk.call(new Clerk.GetMdc())).isEqualTo(Map.of("user", "ann"));
			MDC.clear();
			assertThat(clerk.call(new Clerk.GetMdc())).isEmpty();
		});
	}

	@Test
	void monoOfAHandler_hasTheContextOfTheSender() {
		ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
		this.runner.run((context) -> {
			ActorRef<Clerk> clerk = context.getBean(ActorSystem.class).actor(Clerk.class);
			TENANT.set("acme");
			assertThat(clerk.call(new Clerk.GetTenant())).isEqualTo("acme");
			TENANT.remove();
			assertThat(clerk.call(new Clerk.GetTenant())).isEqualTo("none");
		});
	}

	@Test
	void carrierOfTheUser_wins() {
		this.runner.withUserConfiguration(OwnCarrier.class).run((context) -> {
			assertThat(context).hasSingleBean(ContextCarrier.class);
			MDC.put("user", "ann");
			assertThat(context.getBean(ActorSystem.class).actor(Clerk.class).call(new Clerk.GetMdc())).isEmpty();
		});
	}

	@Test
	void noContextPropagation_isNotThere() {
		this.runner.withClassLoader(new FilteredClassLoader(ContextSnapshotFactory.class)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context).doesNotHaveBean(ContextCarrier.class);
		});
	}

	@Actor
	static class Clerk {

		@Receive
		void tell(Tell message) {
			message.mdc().complete(MDC.getCopyOfContextMap());
		}

		@Receive
		Map<String, String> mdc(GetMdc message) {
			Map<String, String> mdc = MDC.getCopyOfContextMap();
			return (mdc != null) ? mdc : Map.of();
		}

		@Receive
		Mono<String> tenant(GetTenant message) {
			return Mono.delay(Duration.ofMillis(1))
				.flatMap(
						(zero) -> Mono.deferContextual((context) -> Mono.just(context.getOrDefault("tenant", "none"))));
		}

		record Tell(CompletableFuture<Map<String, String>> mdc) implements Message<Clerk> {

		}

		record GetMdc() implements Request<Clerk, Map<String, String>> {

		}

		record GetTenant() implements Request<Clerk, String> {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCarrier {

		@Bean
		ContextCarrier carrier() {
			return new ContextCarrier() {

				@Override
				public @Nullable Object capture() {
					return null;
				}

				@Override
				public Scope restore(@Nullable Object captured) {
					return () -> {
					};
				}

			};
		}

	}

}
