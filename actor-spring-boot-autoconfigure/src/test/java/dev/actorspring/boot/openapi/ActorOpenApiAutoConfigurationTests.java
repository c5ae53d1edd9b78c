package dev.actorspring.boot.openapi;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.http.HttpAutoConfigurations;
import io.swagger.v3.oas.models.OpenAPI;
import org.junit.jupiter.api.Test;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.context.reactive.AnnotationConfigReactiveWebApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

class ActorOpenApiAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withPropertyValues("actor.metrics.enabled=false")
		.withUserConfiguration(LibraryApplication.class);

	@Test
	void springdoc_isToldOfActors() {
		this.runner.run((context) -> assertThat(document(context).operations()).containsKey("POST /notes"));
	}

	@Test
	void noSpringdoc_isNotNeeded() {
		// Its own auto-configurations are not there to be found either.
		new ReactiveWebApplicationContextRunner()
			.withClassLoader(new FilteredClassLoader("org.springdoc", "io.swagger"))
			.withConfiguration(HttpAutoConfigurations.routes())
			.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorOpenApiAutoConfiguration.class,
					JacksonAutoConfiguration.class, HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
			.withUserConfiguration(LibraryApplication.Shelf.class)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("actorOpenApiCustomizer");
				WebTestClient.bindToApplicationContext(context)
					.build()
					.get()
					.uri("/shelves/42")
					.exchange()
					.expectStatus()
					.isOk();
			});
	}

	@Test
	void springdocSwitchedOff_isNotThere() {
		this.runner.withPropertyValues("springdoc.api-docs.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("actorOpenApiCustomizer"));
	}

	@Test
	void noReactiveWebApplication_isNotThere() {
		new ApplicationContextRunner().withUserConfiguration(LibraryApplication.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("actorOpenApiCustomizer"));
	}

	@Test
	void ownCustomizer_wins() {
		this.runner.withUserConfiguration(OwnCustomizer.class)
			.run((context) -> assertThat(document(context).operations()).doesNotContainKey("POST /notes"));
	}

	@Test
	void excludedPaths_areNotShown() {
		this.runner.withPropertyValues("springdoc.paths-to-exclude=/shelves/**")
			.run((context) -> assertThat(document(context).operations()).containsOnlyKeys("POST /notes"));
	}

	@Test
	void matchedPaths_areShownAlone() {
		this.runner.withPropertyValues("springdoc.paths-to-match=/notes")
			.run((context) -> assertThat(document(context).operations()).containsOnlyKeys("POST /notes"));
	}

	@Test
	void olderVersionOfOpenApi_isValidToo() {
		this.runner.withPropertyValues("springdoc.api-docs.version=openapi_3_0").run((context) -> {
			OpenApiDocument document = document(context);
			document.expectValid();
			assertThat(document.<String>read("$.openapi")).startsWith("3.0");
			assertThat(document.<Boolean>read("$.components.schemas['Shelf.Status'].properties.note.nullable"))
				.isTrue();
		});
	}

	@Test
	void namingStrategyOfTheMapper_isFollowed() {
		this.runner.withPropertyValues("spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE")
			.run((context) -> assertThat(
					document(context).<Object>read("$.components.schemas['Shelf.Open'].required").toString())
				.contains("Name", "Places"));
	}

	@Test
	void processingAheadOfTime_knowsWhatIsNeeded() {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(LibraryApplication.class)), new InMemoryGeneratedFiles());
		AnnotationConfigReactiveWebApplicationContext context = new AnnotationConfigReactiveWebApplicationContext();
		context.register(LibraryApplication.class);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(ConfigurableApplicationContext.class))
			.accepts(generation.getRuntimeHints());
	}

	private static OpenApiDocument document(ApplicationContext context) {
		return OpenApiDocument.get(WebTestClient.bindToApplicationContext(context).configureClient());
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCustomizer {

		@Bean
		OpenApiCustomizer actorOpenApiCustomizer() {
			return OpenAPI::getPaths;
		}

	}

}
