package dev.actorspring.boot.test.slice;

import dev.actorspring.boot.test.shop.Stock;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Only some actors, behind the mappings of a slice with Spring MVC.
 */
@WebMvcTest(controllers = WebMvcSliceTests.None.class)
@AutoConfigureActors(Stock.class)
@ContextConfiguration(classes = WebMvcSliceTests.Application.class)
class WebMvcSliceTests {

	@Autowired
	MockMvcTester mvc;

	@Test
	void onlyThoseThatAreNamedAreThere(@Autowired ActorSystem system) {
		assertThat(system.registrations()).singleElement()
			.satisfies((registration) -> assertThat(registration.spec().name()).isEqualTo("stock"));
		assertThat(this.mvc.get().uri("/stock/lamp").exchange()).hasStatusOk().hasBodyTextEqualTo("0");
	}

	static class None {

	}

	@SpringBootApplication
	static class Application {

	}

}
