package dev.actorspring.boot;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actuate.endpoint.ActorsEndpoint;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.ResolvableType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several contexts in one JVM.
 */
class ContextsTests {

	private static final String WITHOUT_WEB = "--spring.main.web-application-type=none";

	private static final String WITH = "--spring.main.web-application-type=";

	private static SpringApplicationBuilder application(Class<?>... sources) {
		return new SpringApplicationBuilder(sources).bannerMode(Banner.Mode.OFF)
			.properties("server.port=0", "management.endpoints.web.exposure.include=actors");
	}

	@Test
	void contextsKnowNothingOfEachOther() {
		try (ConfigurableApplicationContext first = application(Actors.class).run(WITHOUT_WEB);
				ConfigurableApplicationContext second = application(Actors.class).run(WITHOUT_WEB)) {
			assertThat(count(first)).isEqualTo(1);
			assertThat(count(first)).isEqualTo(2);
			assertThat(count(second)).isEqualTo(1);
			first.close();
			assertThat(count(second)).isEqualTo(2);
		}
	}

	@Test
	void contextThatIsClosedLeavesNoThread() {
		Set<Thread> before = threads();
		try (ConfigurableApplicationContext context = application(Actors.class).run(WITHOUT_WEB)) {
			assertThat(count(context)).isEqualTo(1);
		}
		await().untilAsserted(() -> assertThat(threads()).filteredOn((thread) -> thread.getName().startsWith("actor"))
			.isSubsetOf(before));
	}

	@ParameterizedTest
	@EnumSource(names = { "REACTIVE", "SERVLET" })
	void childReachesTheActorsOfItsParent(WebApplicationType web) {
		try (ConfigurableApplicationContext parent = application(Actors.class).run(WITHOUT_WEB);
				ConfigurableApplicationContext child = application(Controllers.class).parent(parent).run(WITH + web)) {
			assertThat(child.getBean(ActorSystem.class)).isSameAs(parent.getBean(ActorSystem.class));
			client(child).get().uri("/count").exchange().expectBody(String.class).isEqualTo("1");
			client(child).post().uri("/counter").exchange().expectBody(String.class).isEqualTo("2");
			client(child).get()
				.uri("/actuator/actors/house/counter")
				.exchange()
				.expectBody()
				.jsonPath("$.handled")
				.isEqualTo(2);
			child.close();
			assertThat(count(parent)).isEqualTo(3);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "REACTIVE", "SERVLET" })
	void childWithActorsHasASystemOfItsOwn(WebApplicationType web) {
		try (ConfigurableApplicationContext parent = application(Actors.class).run(WITHOUT_WEB);
				ConfigurableApplicationContext child = application(Controllers.class, Greeter.class).parent(parent)
					.run(WITH + web)) {
			assertThat(names(parent)).containsExactly("counter");
			assertThat(names(child)).containsExactly("greeter");
			client(child).get().uri("/count").exchange().expectBody(String.class).isEqualTo("1");
			client(child).post().uri("/greeter").exchange().expectBody(String.class).isEqualTo("\"greeter 2\"");
			assertThat(child.getBean(ActorsEndpoint.class).node(new String[] { "greeter" }, null, null, null))
				.isNotNull();
			child.close();
			assertThat(count(parent)).isEqualTo(3);
		}
	}

	@Test
	void childHasActorsOfTheSameNames() {
		try (ConfigurableApplicationContext parent = application(Actors.class).run(WITHOUT_WEB);
				ConfigurableApplicationContext child = application(Actors.class).parent(parent).run(WITHOUT_WEB)) {
			assertThat(count(parent)).isEqualTo(1);
			assertThat(count(child)).isEqualTo(1);
			assertThat(count(child)).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@CsvSource({ "true, REACTIVE", "false, REACTIVE", "true, SERVLET", "false, SERVLET" })
	void actorsRunWhetherOrNotBeansAreLazy(boolean lazy, WebApplicationType web) {
		try (ConfigurableApplicationContext context = application(Actors.class, Controllers.class)
			.lazyInitialization(lazy)
			.run(WITH + web)) {
			assertThat(context.getBeanFactory().containsSingleton("actorSystem")).isTrue();
			assertThat(context.getBean(ActorSystem.class).isRunning()).isTrue();
			client(context).post().uri("/counter").exchange().expectBody(String.class).isEqualTo("1");
			client(context).get().uri("/count").exchange().expectBody(String.class).isEqualTo("2");
		}
	}

	private static int count(ApplicationContext context) {
		ActorRef<Counter> counter = context
			.<ActorRef<Counter>>getBeanProvider(ResolvableType.forClassWithGenerics(ActorRef.class, Counter.class))
			.getObject();
		return counter.call(new Counter.Count());
	}

	private static WebTestClient client(ApplicationContext context) {
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		return WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces().keySet();
	}

	private static Set<String> names(ApplicationContext context) {
		return context.getBean(ActorSystem.class)
			.registrations()
			.stream()
			.map((registration) -> registration.spec().name())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Counter.class)
	static class Actors {

		@Bean
		SupervisorSpec house() {
			return SupervisorSpec.named("house").children(Counter.class).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Controllers {

		private final ActorRef<Counter> counter;

		Controllers(ActorRef<Counter> counter) {
			this.counter = counter;
		}

		@GetMapping("/count")
		CompletionStage<Integer> count() {
			return this.counter.ask(new Counter.Count());
		}

	}

	@Actor
	static class Counter {

		private int value;

		@Receive
		@PostMapping("/counter")
		int count(Count message) {
			return ++this.value;
		}

		record Count() implements Request<Counter, Integer> {

		}

	}

	@Actor
	static class Greeter {

		private final ActorContext<Greeter> context;

		private final ActorRef<Counter> counter;

		Greeter(ActorContext<Greeter> context, ActorRef<Counter> counter) {
			this.context = context;
			this.counter = counter;
		}

		@Receive
		@PostMapping("/greeter")
		String greet(Greet message) {
			return this.context.path() + " " + this.counter.call(new Counter.Count());
		}

		record Greet() implements Request<Greeter, String> {

		}

	}

}
