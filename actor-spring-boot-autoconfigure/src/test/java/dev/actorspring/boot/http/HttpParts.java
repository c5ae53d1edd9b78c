package dev.actorspring.boot.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.actorspring.ActorSpec;
import dev.actorspring.system.ActorSystem;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What the tests of a stack need of the package that is the same for all.
 */
public final class HttpParts {

	private HttpParts() {
	}

	/**
	 * Creates what knows how large bodies may be.
	 * @param maxSize in bytes
	 * @return it
	 */
	public static RequestBodies bodies(int maxSize) {
		return new RequestBodies(maxSize);
	}

	/**
	 * Begins with a GET of the first message that an actor handles.
	 * @param spec the actor
	 * @return the exchange
	 */
	public static MessageEndpoint.Exchange exchange(ActorSpec<?> spec) {
		try (ActorSystem system = ActorSystem.builder().actor(spec).build()) {
			Target target = Target.of(system.registrations().iterator().next(), system, false, false);
			Route route = new Route(HttpMethod.GET, PathPatternParser.defaultInstance.parse("/"), target,
					target.registration().protocol().handlers().getFirst());
			BackoffWatch backoff = new BackoffWatch();
			return new MessageEndpoints(system, JsonMapper.shared(), MessageAuthorizers.none(), (message) -> List.of(),
					backoff, new Failures(system, backoff, false), Duration.ofSeconds(1), false, () -> false)
				.of(route)
				.open(HttpMethod.GET, "/", Map.of(), new LinkedMultiValueMap<>(), new HttpHeaders());
		}
	}

}
