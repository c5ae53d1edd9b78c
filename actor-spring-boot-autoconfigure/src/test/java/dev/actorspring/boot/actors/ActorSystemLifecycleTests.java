package dev.actorspring.boot.actors;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ActorSystemLifecycleTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	@Test
	void startsBeforeTheWebServerTakesTrafficAndStopsAfterItHasDrained() {
		assertThat(ActorSystemLifecycle.PHASE).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
			.isLessThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
	}

	@Test
	void actorsRunWhileTheWebServerStartsAndDrains() {
		this.contextRunner.withUserConfiguration(FakeWebServer.class).run((context) -> {
			List<String> seen = context.getBean(Seen.class).events;
			assertThat(seen).containsExactly("start, actors running: true");
			context.close();
			assertThat(seen).containsExactly("start, actors running: true", "stop, actors running: true");
		});
	}

	@Test
	void stopCallsBackWhenTheSystemHasStopped() {
		this.contextRunner.run((context) -> {
			ActorSystem system = context.getBean(ActorSystem.class);
			ActorSystemLifecycle lifecycle = context.getBean(ActorSystemLifecycle.class);
			CountDownLatch stopped = new CountDownLatch(1);
			lifecycle.stop(stopped::countDown);
			assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(system.isRunning()).isFalse();
			assertThat(lifecycle.isRunning()).isFalse();
		});
	}

	@Test
	void isNotPausedSinceItCannotStartTwice() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(ActorSystemLifecycle.class).isPauseable()).isFalse());
	}

	@Test
	void usersOwnLifecycleWins() {
		this.contextRunner
			.withBean("mine", ActorSystemLifecycle.class,
					() -> new ActorSystemLifecycle(ActorSystem.builder().build(), Duration.ZERO))
			.run((context) -> assertThat(context).hasSingleBean(ActorSystemLifecycle.class).hasBean("mine"));
	}

	record Seen(List<String> events) {

	}

	@Configuration(proxyBeanMethods = false)
	static class FakeWebServer {

		@Bean
		Seen seen() {
			return new Seen(new CopyOnWriteArrayList<>());
		}

		@Bean
		SmartLifecycle webServerStartStop(Seen seen, ActorSystem system) {
			return new SmartLifecycle() {

				private volatile boolean running;

				@Override
				public void start() {
					this.running = true;
					seen.events().add("start, actors running: " + system.isRunning());
				}

				@Override
				public void stop() {
					this.running = false;
					seen.events().add("stop, actors running: " + system.isRunning());
				}

				@Override
				public boolean isRunning() {
					return this.running;
				}

				@Override
				public int getPhase() {
					return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE;
				}

			};
		}

	}

}
