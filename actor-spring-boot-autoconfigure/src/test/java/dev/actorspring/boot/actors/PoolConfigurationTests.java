package dev.actorspring.boot.actors;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.PoolSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actuate.endpoint.ActorsEndpoint;
import dev.actorspring.boot.actuate.endpoint.ActorsEndpointWebExtension;
import dev.actorspring.boot.actuate.endpoint.NodeDescriptor;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.stereotype.Pool;
import dev.actorspring.system.ActorPool;
import dev.actorspring.system.ActorSystem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Pools as beans.
 */
class PoolConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	private static ActorPool pool(org.springframework.context.ApplicationContext context, String name) {
		return context.getBean(ActorSystem.class).pool(name);
	}

	@Test
	void poolIsInjectedAsOneRef() {
		this.contextRunner.withUserConfiguration(Press.class, Shop.class).run((context) -> {
			Shop shop = context.getBean(Shop.class);
			CompletableFuture<Object> gate = new CompletableFuture<>();
			CompletableFuture<String> first = shop.press.ask(new Press.Print(gate));
			CompletableFuture<String> second = shop.press.ask(new Press.Print(gate));
			await().until(() -> pool(context, "press").busy() == 2);
			gate.complete(1);
			assertThat(Set.of(first.get(), second.get())).containsExactlyInAnyOrder("press/1", "press/2");
			assertThat(pool(context, "press").spec()).isEqualTo(PoolSpec.of(2));
		});
	}

	@Test
	void beanMethodMayDeclareAPool() {
		this.contextRunner.withUserConfiguration(Declared.class)
			.run((context) -> assertThat(pool(context, "printer").spec()).isEqualTo(PoolSpec.of(1)
				.withMaxSize(3)
				.withGrowAfter(Duration.ofSeconds(2))
				.withRate(5, Duration.ofMinutes(1))));
	}

	@Test
	void propertiesOverrideWhatTheCodeSays() {
		this.contextRunner.withUserConfiguration(Press.class)
			.withPropertyValues("actor.actors.press.pool.size=3", "actor.actors.press.pool.max-size=6",
					"actor.actors.press.pool.grow-after=1s", "actor.actors.press.pool.shrink-after=2m",
					"actor.actors.press.pool.rate=10", "actor.actors.press.pool.rate-period=5s")
			.run((context) -> assertThat(pool(context, "press").spec()).isEqualTo(PoolSpec.of(3)
				.withMaxSize(6)
				.withGrowAfter(Duration.ofSeconds(1))
				.withShrinkAfter(Duration.ofMinutes(2))
				.withRate(10, Duration.ofSeconds(5))));
		this.contextRunner.withUserConfiguration(Press.class)
			.withPropertyValues("actor.actors.press.pool.size=5")
			.run((context) -> assertThat(pool(context, "press").spec()).isEqualTo(PoolSpec.of(5)));
	}

	@Test
	void propertiesThatMakeNoPoolStopTheStart() {
		assertFailure("actor.actors.press.pool.size=0",
				"With the properties 'actor.actors.press.pool.*', 'press' makes no pool: A pool has the size 0",
				Press.class);
		assertFailure("actor.actors.press.pool.routing=by-key",
				"The pool 'press' routes by key, but " + Press.Print.class.getName() + " has none", Press.class);
		assertFailure("actor.actors.single.pool.size=2",
				"The properties 'actor.actors.single.pool.*' are set, but 'single' is no pool", Single.class);
	}

	@Test
	void annotationsThatMakeNoPoolStopTheStart() {
		assertFailure("a=b", "The @Pool of actor 'empty' makes none: A pool has the size 0", Empty.class);
		assertFailure("a=b", "The @Pool of actor 'shrunk' makes none: A pool has the size 4 and the greatest size 3",
				Shrunk.class);
		assertFailure("a=b", "'keyed' is a pool, but keyed", Keyed.class);
		assertFailure("a=b", "Actor 'spread' is a pool, but has the scope CLUSTER", Spread.class);
		assertFailure("a=b", "Actor 'hasty' has the growAfter 'soon', which is not a duration", Hasty.class);
	}

	private void assertFailure(String property, String message, Class<?> actor) {
		this.contextRunner.withUserConfiguration(actor)
			.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
	}

	@Test
	void metersShowTheSizeAndWhoIsBusy() throws Exception {
		this.contextRunner
			.withConfiguration(AutoConfigurations
				.of(ClassUtils.forName("dev.actorspring.boot.actuate.metrics.ActorMetricsAutoConfiguration", null)))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withUserConfiguration(Press.class)
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				context.getBeanProvider(MeterBinder.class).forEach((binder) -> binder.bindTo(registry));
				ActorRef<Press> press = context.getBean(ActorSystem.class).actor(Press.class);
				CompletableFuture<Object> gate = new CompletableFuture<>();
				press.ask(new Press.Print(gate));
				await().until(() -> gauge(registry, "actor.pool.busy") == 1);
				assertThat(gauge(registry, "actor.pool.size")).isEqualTo(2);
				assertThat(gauge(registry, "actor.active")).isEqualTo(2);
				press.ask(new Press.Print(gate));
				press.ask(new Press.Print(gate));
				await().until(() -> gauge(registry, "actor.mailbox.depth") == 1);
				gate.completeExceptionally(new IllegalStateException("jammed"));
				await().until(() -> registry.get("actor.supervisor.restarts")
					.tag("supervisor", "press")
					.tag("actor", "press")
					.counter()
					.count() == 3);
			});
	}

	private static double gauge(MeterRegistry registry, String name) {
		return registry.get(name).tag("actor", "press").gauge().value();
	}

	@Test
	void endpointShowsThePoolAndResizesIt() {
		this.contextRunner.withUserConfiguration(Press.class, Single.class).run((context) -> {
			ActorsEndpoint endpoint = new ActorsEndpoint(context.getBean(ActorSystem.class), Show.ALWAYS,
					java.util.List.of());
			ActorsEndpointWebExtension web = new ActorsEndpointWebExtension(endpoint, Show.ALWAYS, Set.of());
			NodeDescriptor.Actor actor = (NodeDescriptor.Actor) endpoint.node(new String[] { "press" }, null, null,
					null);
			assertThat(actor.kind()).isEqualTo("actor");
			assertThat(actor.pool()).satisfies((pool) -> {
				assertThat(pool.size()).isEqualTo(2);
				assertThat(pool.busy()).isZero();
				assertThat(pool.maxSize()).isNull();
				assertThat(pool.routing()).isEqualTo("shared");
			});
			assertThat(actor.children()).extracting(NodeDescriptor::path)
				.containsExactlyInAnyOrder("press/1", "press/2");
			WebEndpointResponse<Object> resized = web.act(new String[] { "press" }, "resize", null, null, 3);
			assertThat(resized.getStatus()).isEqualTo(200);
			assertThat(((NodeDescriptor.Actor) resized.getBody()).pool().size()).isEqualTo(3);
			assertThat(web.act(new String[] { "press" }, "resize", null, null, null).getStatus()).isEqualTo(400);
			assertThat(web.act(new String[] { "press" }, "resize", null, null, 0).getStatus()).isEqualTo(400);
			assertThat(web.act(new String[] { "press" }, "restart", null, null, 3).getStatus()).isEqualTo(400);
			assertThat(web.act(new String[] { "single" }, "resize", null, null, 3).getStatus()).isEqualTo(409);
		});
	}

	@Actor("press")
	@Pool(size = 2)
	static class Press {

		record Print(CompletableFuture<?> gate) implements Request<Press, String> {

		}

		private final ActorContext<Press> context;

		Press(ActorContext<Press> context) {
			this.context = context;
		}

		@Receive
		String print(Print print) {
			print.gate().join();
			return this.context.path();
		}

	}

	static class Shop {

		private final ActorRef<Press> press;

		Shop(ActorRef<Press> press) {
			this.press = press;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Declared {

		@Bean
		@Actor
		@Pool(size = 1, maxSize = 3, growAfter = "2s", rate = 5, ratePeriod = "1m")
		Press printer(ActorContext<Press> context) {
			return new Press(context);
		}

	}

	@Actor("single")
	static class Single {

		record Ping() implements Request<Single, Boolean> {

		}

		@Receive
		boolean ping(Ping ping) {
			return true;
		}

	}

	@Actor("empty")
	@Pool(size = 0)
	static class Empty {

	}

	@Actor("shrunk")
	@Pool(size = 4, maxSize = 3)
	static class Shrunk {

	}

	@KeyedActor("keyed")
	@Pool(size = 2)
	static class Keyed {

	}

	@Actor(value = "spread", scope = FamilyScope.CLUSTER)
	@Pool(size = 2)
	static class Spread {

	}

	@Actor("hasty")
	@Pool(size = 2, growAfter = "soon")
	static class Hasty {

	}

}
