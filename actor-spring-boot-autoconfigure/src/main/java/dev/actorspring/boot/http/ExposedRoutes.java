package dev.actorspring.boot.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.boot.text.Names;
import dev.actorspring.protocol.Handler;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Makes the routes of the actors that {@code actor.web.expose} names: one for each
 * message, by its simple name in kebab case.
 */
final class ExposedRoutes {

	private static final Pattern PLAIN_NAME = Pattern.compile("[\\w.~-]+");

	private final PathPatternParser parser;

	private final String basePath;

	ExposedRoutes(PathPatternParser parser, String basePath) {
		this.parser = parser;
		this.basePath = basePath;
	}

	/**
	 * Checks that the names to expose exist.
	 * @throws ActorConfigurationException if one does not
	 */
	static void check(List<String> expose, List<String> known) {
		for (String name : expose) {
			if (!known.contains(name)) {
				throw new ActorConfigurationException(
						"The property 'actor.web.expose' names the actor '" + name + "', but there is no such actor",
						known.isEmpty() ? "Remove the property. There are no actors."
								: "Use one of the known names: " + known.stream().sorted().toList() + ".");
			}
			if (!PLAIN_NAME.matcher(name).matches()) {
				throw new ActorConfigurationException(
						"The property 'actor.web.expose' names the actor '" + name
								+ "', which does not fit into a path",
						"Name the actor with letters, digits, hyphens, dots and underscores only.");
			}
		}
	}

	List<Route> of(Target target) {
		String prefix = this.basePath + "/" + target.name() + (target.keyed() ? "/{" + Target.KEY + "}" : "");
		List<Route> routes = new ArrayList<>();
		for (Handler handler : target.registration().protocol().handlers()) {
			if (!HttpMessages.isBindable(handler.messageType())) {
				continue;
			}
			HttpMessages.check(handler);
			UnsupportedAnnotations.check(target.registration().spec().type(), handler);
			String name = Names.kebabCase(handler.messageType().getSimpleName());
			routes.add(new Route(HttpMethod.POST, this.parser.parse(prefix + "/" + name), target, handler));
		}
		if (routes.isEmpty()) {
			throw new ActorConfigurationException(
					"The property 'actor.web.expose' names the actor '" + target.name()
							+ "', but none of its messages can be made from a request",
					HttpMessages.bindable(
							target.registration().protocol().handlers().stream().map(Handler::messageType).toList()));
		}
		return routes;
	}

}
