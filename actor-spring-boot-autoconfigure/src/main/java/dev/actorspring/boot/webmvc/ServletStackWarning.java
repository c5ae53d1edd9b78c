package dev.actorspring.boot.webmvc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.actorspring.protocol.Handler;
import dev.actorspring.system.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Warns that a servlet application does not serve what it has mapped or exposed.
 */
final class ServletStackWarning implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(ServletStackWarning.class);

	private final ActorSystem system;

	private final List<String> expose;

	private final ObjectProvider<ReactiveOnly> others;

	ServletStackWarning(ActorSystem system, List<String> expose, ObjectProvider<ReactiveOnly> others) {
		this.system = system;
		this.expose = expose;
		this.others = others;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<String> unserved = new ArrayList<>();
		String mapped = this.system.registrations()
			.stream()
			.filter((registration) -> registration.protocol()
				.handlers()
				.stream()
				.anyMatch(ServletStackWarning::isMapped))
			.map((registration) -> registration.spec().type().getName())
			.distinct()
			.collect(Collectors.joining(", "));
		if (!mapped.isEmpty()) {
			unserved.add("the mappings of " + mapped);
		}
		if (!this.expose.isEmpty()) {
			unserved.add("what actor.web.expose names (" + String.join(", ", this.expose) + ")");
		}
		this.others.orderedStream().map(ReactiveOnly::description).forEach(unserved::add);
		if (!unserved.isEmpty()) {
			logger.warn("This is a servlet application, but actors are served over HTTP by WebFlux only. "
					+ "Not reachable: {}. Use spring-boot-starter-webflux instead of spring-boot-starter-webmvc (with "
					+ "both, set spring.main.web-application-type=reactive), or write controllers that ask the refs of "
					+ "the actors.", String.join("; ", unserved));
		}
	}

	private static boolean isMapped(Handler handler) {
		return MergedAnnotations.from(handler.method(), SearchStrategy.TYPE_HIERARCHY).isPresent(RequestMapping.class);
	}

}
