package dev.actorspring.boot.http;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.protocol.Handler;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Makes the routes of one actor from the mapping annotations on its class and handlers.
 */
final class MappedRoutes {

	private final PathPatternParser parser;

	private final UnaryOperator<String> placeholders;

	MappedRoutes(PathPatternParser parser, UnaryOperator<String> placeholders) {
		this.parser = parser;
		this.placeholders = placeholders;
	}

	/**
	 * The routes of an actor.
	 * @throws ActorConfigurationException if a mapping cannot work
	 */
	List<Route> of(Target target) {
		Class<?> type = target.registration().spec().type();
		Mapping typeMapping = Mapping.ofType(type);
		List<Route> routes = new ArrayList<>();
		List<Handler> handlers = target.registration().protocol().handlers();
		StateMappings.check(type, handlers);
		for (Handler handler : handlers) {
			Mapping mapping = Mapping.ofMethod(handler.method());
			if (mapping == null) {
				continue;
			}
			HttpMessages.check(handler);
			UnsupportedAnnotations.check(type, handler);
			for (PathPattern pattern : patterns(typeMapping, mapping, handler)) {
				checkVariables(target, handler, pattern);
				for (HttpMethod method : mapping.methods()) {
					routes.add(new Route(method, pattern, target, handler));
				}
			}
		}
		checkOthers(type, handlers);
		return routes;
	}

	/**
	 * The class-level paths of an actor that has mapped handlers.
	 */
	List<PathPattern> prefixes(Target target) {
		return Mapping.ofType(target.registration().spec().type())
			.paths()
			.stream()
			.filter((path) -> !path.isEmpty() && !"/".equals(path))
			.map(this::parse)
			.toList();
	}

	private List<PathPattern> patterns(Mapping typeMapping, Mapping mapping, Handler handler) {
		List<PathPattern> patterns = new ArrayList<>();
		for (String prefix : typeMapping.paths()) {
			for (String path : mapping.paths()) {
				try {
					patterns.add(parse(prefix).combine(parse(path)));
				}
				catch (IllegalArgumentException ex) {
					throw new ActorConfigurationException(
							"The path '" + prefix + path + "' of method " + Mapping.describe(handler.method())
									+ " cannot be understood: " + ex.getMessage(),
							"Correct the path, or set the property that it names.", ex);
				}
			}
		}
		return patterns;
	}

	private PathPattern parse(String path) {
		return this.parser.parse(this.parser.initFullPathPattern(this.placeholders.apply(path)));
	}

	private static void checkVariables(Target target, Handler handler, PathPattern pattern) {
		List<String> variables = PathVariables.names(pattern.getPatternString());
		Set<String> components = MessageComponent.of(handler.messageType())
			.stream()
			.map(MessageComponent::name)
			.collect(Collectors.toSet());
		String subject = "The path " + pattern.getPatternString() + " of method " + Mapping.describe(handler.method());
		if (target.keyed() && !variables.contains(Target.KEY)) {
			throw new ActorConfigurationException(
					subject + " does not say which actor of the keyed family '" + target.name() + "' is meant",
					"Add the variable {key} to the path, on the method or on the class.");
		}
		if (target.keyed() && PathVariables.capturesRest(pattern.getPatternString(), Target.KEY)) {
			throw new ActorConfigurationException(
					subject + " takes several segments as the key of '" + target.name() + "', but a key is one segment",
					"Use {key} instead of {*key}.");
		}
		for (String variable : variables) {
			if (components.contains(variable) || (target.keyed() && variable.equals(Target.KEY))) {
				continue;
			}
			if (variable.equals(Target.KEY)) {
				throw new ActorConfigurationException(
						subject + " has the variable {key}, but actor '" + target.name() + "' is not keyed",
						"Remove {key}, make the actor a @KeyedActor, or add a component 'key' to "
								+ handler.messageType().getName() + ".");
			}
			throw new ActorConfigurationException(
					subject + " has the variable {" + variable + "}, but " + handler.messageType().getName()
							+ " has no such component",
					"Add a component '" + variable + "' to the record, or "
							+ (components.isEmpty() ? "remove the variable."
									: "rename the variable to one of " + components.stream().sorted().toList() + "."));
		}
	}

	/**
	 * A mapping on a method that is no handler would do nothing.
	 */
	private static void checkOthers(Class<?> type, List<Handler> handlers) {
		MetadataLookup<Boolean> mapped = (method) -> (Mapping.ofMethod(method) != null) ? Boolean.TRUE : null;
		Set<Method> known = handlers.stream().map(Handler::method).collect(Collectors.toSet());
		for (Method method : MethodIntrospector.selectMethods(type, mapped).keySet()) {
			if (known.stream().noneMatch((each) -> overrides(method, each))) {
				throw new ActorConfigurationException(
						"Method " + Mapping.describe(method) + " has a request mapping but handles no message",
						"Annotate the method with @Receive, or remove the mapping.");
			}
		}
	}

	private static boolean overrides(Method method, Method other) {
		return method.getName().equals(other.getName())
				&& List.of(method.getParameterTypes()).equals(List.of(other.getParameterTypes()));
	}

}
