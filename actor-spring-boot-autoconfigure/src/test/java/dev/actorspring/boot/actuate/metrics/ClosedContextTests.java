package dev.actorspring.boot.actuate.metrics;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that is closed and started again in the same JVM, as Spring Boot's
 * developer tools do it: with a class loader of its own.
 */
class ClosedContextTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry() {

		@Override
		public void close() {
			// It belongs to somebody else.
		}

	};

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorMetricsAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
		.withPropertyValues("actor.shutdown-timeout=0s", "actor.actors.each.shutdown-timeout=1ms");

	private ApplicationContextRunner withRegistryThatLivesLonger() {
		return this.runner.withBean(MeterRegistry.class, () -> this.registry);
	}

	@Test
	void registryThatLivesLonger_hasNoMeterOfAnActorAnyMore() {
		withRegistryThatLivesLonger().withUserConfiguration(Application.class).run((context) -> {
			work(context.getBean(ActorSystem.class));
			assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
				.contains("actor.asks", "actor.messages", "actor.mailbox.depth", "actor.supervisor.restarts");
		});
		assertThat(this.registry.getMeters()).noneMatch((meter) -> meter.getId().getName().startsWith("actor."));
	}

	@Test
	void nextContext_isTheOneThatIsMeasured() {
		ApplicationContextRunner same = withRegistryThatLivesLonger().withUserConfiguration(Application.class);
		same.run((context) -> work(context.getBean(ActorSystem.class)));
		same.run((context) -> {
			assertThat(this.registry.get("actor.active").tag("actor", "worker").gauge().value()).isOne();
			assertThat(this.registry.get("actor.supervisor.restarts").tag("actor", "worker").counter().count())
				.isZero();
			assertThat(this.registry.find("actor.asks").timer()).isNull();
		});
	}

	@Test
	void restartWithANewClassLoader_leavesNoThread() throws Exception {
		Set<Thread> before = actorThreads();
		Set<Thread> meanwhile = new HashSet<>();
		try (RestartClassLoader loader = new RestartClassLoader()) {
			Class<?> application = loader.loadClass(Application.class.getName());
			assertThat(application).isNotSameAs(Application.class);
			this.runner.withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new)
				.withClassLoader(loader)
				.withUserConfiguration(application)
				.run((context) -> {
					// What it does, it does with its own classes.
					context.getBean(Runnable.class).run();
					meanwhile.addAll(actorThreads());
					meanwhile.removeAll(before);
					assertThat(meanwhile).isNotEmpty();
				});
			// Those that come later belong to other systems, which other tests have left
			// running. One of those that came meanwhile may, and has to be idle first.
			await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
				assertThat(meanwhile).noneMatch(Thread::isAlive);
				assertThat(Thread.getAllStackTraces().keySet())
					.noneMatch((thread) -> thread.getContextClassLoader() == loader);
			});
		}
	}

	private static Set<Thread> actorThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("actor"))
			.collect(Collectors.toCollection(HashSet::new));
	}

	static void work(ActorSystem system) {
		ActorRef<Worker> worker = system.actor(Worker.class);
		worker.ask(new Worker.Crash()).handle((reply, failure) -> "crashed").join();
		worker.ask(new Worker.Work()).join();
		ActorRef<Each> each = system.keyed(Each.class).get("key");
		each.ask(new Each.Work()).join();
		each.tell(new Each.Wait());
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Worker.class, Each.class })
	static class Application {

		private final CountDownLatch heard = new CountDownLatch(1);

		@Bean
		Runnable work(ActorSystem system) {
			return () -> {
				ClosedContextTests.work(system);
				try {
					this.heard.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			};
		}

		@EventListener
		void onEvent(ActorEvent.Restarted event) {
			this.heard.countDown();
		}

	}

	@Actor(value = "worker", dispatcher = Dispatcher.COMPUTE)
	static class Worker {

		@Receive
		String work(Work work) {
			return "done";
		}

		@Receive
		String crash(Crash crash) {
			throw new IllegalStateException("boom");
		}

		record Work() implements Request<Worker, String> {

		}

		record Crash() implements Request<Worker, String> {

		}

	}

	@KeyedActor("each")
	static class Each {

		@Receive
		String work(Work work) {
			return "done";
		}

		@Receive
		void await(Wait message) throws InterruptedException {
			new CountDownLatch(1).await();
		}

		record Work() implements Request<Each, String> {

		}

		record Wait() implements Message<Each> {

		}

	}

	/**
	 * Loads the application anew, and all else from where it was.
	 */
	private static final class RestartClassLoader extends URLClassLoader {

		RestartClassLoader() {
			super(new URL[] { ClosedContextTests.class.getProtectionDomain().getCodeSource().getLocation() },
					ClosedContextTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				if (name.startsWith(ClosedContextTests.class.getName()) && findLoadedClass(name) == null) {
					return findClass(name);
				}
				return super.loadClass(name, resolve);
			}
		}

	}

}
