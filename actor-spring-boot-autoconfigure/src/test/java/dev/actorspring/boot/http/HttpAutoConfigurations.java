package dev.actorspring.boot.http;

import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.util.ClassUtils;

/**
 * The auto-configurations that belong together, of whichever package. Which of them apply
 * is for the kind of the application to say.
 */
public final class HttpAutoConfigurations {

	private HttpAutoConfigurations() {
	}

	/**
	 * What serves routes to actors.
	 * @return the auto-configurations
	 */
	public static AutoConfigurations routes() {
		return of("http.ActorHttpAutoConfiguration", "webflux.ActorWebFluxAutoConfiguration",
				"webmvc.ActorWebMvcAutoConfiguration");
	}

	/**
	 * What answers the failed asks of controllers.
	 * @return the auto-configurations
	 */
	public static AutoConfigurations problemDetails() {
		return of("http.ActorProblemDetailsAutoConfiguration", "webflux.WebFluxProblemDetailsAutoConfiguration",
				"webmvc.WebMvcProblemDetailsAutoConfiguration");
	}

	private static AutoConfigurations of(String... names) {
		return AutoConfigurations.of(Stream.of(names)
			.map((name) -> ClassUtils.resolveClassName("dev.actorspring.boot." + name, null))
			.toArray(Class<?>[]::new));
	}

}
