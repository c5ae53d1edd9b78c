package dev.actorspring.boot.webmvc;

import java.util.List;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.http.HttpAutoConfigurations;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A servlet application is told once what it does not serve.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServletStackWarningTests {

	private static final String OBSERVER = "dev.actorspring.boot.actuate.observer.";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(HttpAutoConfigurations.routes())
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorServletAutoConfiguration.class,
				JacksonAutoConfiguration.class, WebMvcAutoConfiguration.class, EndpointAutoConfiguration.class,
				WebEndpointAutoConfiguration.class,
				ClassUtils.resolveClassName(OBSERVER + "ObserverAutoConfiguration", null),
				ClassUtils.resolveClassName(OBSERVER + "ObserverServletAutoConfiguration", null)));

	@Test
	void mappedActors_areNamedOnce(CapturedOutput output) {
		this.runner.withUserConfiguration(Shop.class, Stock.class, Plain.class).run((context) -> {
			assertThat(warnings(output)).singleElement()
				.asString()
				.contains("the mappings of " + Shop.class.getName() + ", " + Stock.class.getName() + ".",
						"spring-boot-starter-webflux", "spring.main.web-application-type=reactive",
						"controllers that ask")
				.doesNotContain("Plain", "observer");
		});
	}

	@Test
	void exposedActors_areNamed(CapturedOutput output) {
		this.runner.withUserConfiguration(Plain.class)
			.withPropertyValues("actor.web.expose=plain")
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.contains("Not reachable: what actor.web.expose names (plain)."));
	}

	@Test
	void exposedObserver_isNamed(CapturedOutput output) {
		this.runner.withUserConfiguration(Plain.class)
			.withPropertyValues("management.endpoints.web.exposure.include=actors,observer")
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.contains("Not reachable: the page of the endpoint 'observer'."));
	}

	@Test
	void allOfThem_areOneWarning(CapturedOutput output) {
		this.runner.withUserConfiguration(Shop.class, Plain.class)
			.withPropertyValues("management.endpoints.web.exposure.include=observer", "actor.web.expose=plain")
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.contains("Shop", "plain", "observer"));
	}

	@Test
	void actorsThatAreNotMapped_areFine(CapturedOutput output) {
		this.runner.withUserConfiguration(Plain.class).run((context) -> assertThat(warnings(output)).isEmpty());
	}

	@Test
	void reactiveApplication_servesThem(CapturedOutput output) {
		new ReactiveWebApplicationContextRunner().withConfiguration(HttpAutoConfigurations.routes())
			.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorServletAutoConfiguration.class,
					JacksonAutoConfiguration.class, HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
			.withUserConfiguration(Shop.class)
			.run((context) -> assertThat(warnings(output)).isEmpty());
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("servlet application")).toList();
	}

	@KeyedActor
	@RequestMapping("/shops/{key}")
	static class Shop {

		@Receive
		@GetMapping
		String on(Get get) {
			return "";
		}

		record Get() implements Request<Shop, String> {

		}

	}

	interface HasStock {

		@Receive
		@GetMapping("/stock")
		String on(Get get);

		record Get() implements Request<HasStock, String> {

		}

	}

	@Actor
	static class Stock implements HasStock {

		@Override
		public String on(Get get) {
			return "";
		}

	}

	@Actor
	static class Plain {

		@Receive
		String on(Get get) {
			return "";
		}

		record Get() implements Request<Plain, String> {

		}

	}

}
