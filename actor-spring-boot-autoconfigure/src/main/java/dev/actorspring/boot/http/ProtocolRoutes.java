package dev.actorspring.boot.http;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.Message;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.ResolvableType;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The routes to the messages of one protocol, as its mapping annotations tell them.
 */
public final class ProtocolRoutes {

	private final Class<?> protocol;

	private final JsonMapper mapper;

	private final PathPatternParser parser = PathPatternParser.defaultInstance;

	private final Map<Class<?>, ProtocolRoute> routes = new HashMap<>();

	private final List<Class<?>> others = new ArrayList<>();

	/**
	 * Reads the mappings of an actor class or protocol interface.
	 * @param protocol the class or interface
	 * @param mapper knows the names in JSON
	 * @throws IllegalArgumentException if there is none, or one that names no single path
	 */
	public ProtocolRoutes(Class<?> protocol, JsonMapper mapper) {
		this.protocol = protocol;
		this.mapper = mapper;
		Mapping typeMapping = Mapping.ofType(protocol);
		MethodIntrospector.selectMethods(protocol, (MetadataLookup<Mapping>) Mapping::ofMethod)
			.forEach((method, mapping) -> add(method, typeMapping, mapping));
		if (this.routes.isEmpty()) {
			throw new IllegalArgumentException(
					"No method of " + protocol.getName() + " has a request mapping and takes a message that is a record"
							+ (this.others.isEmpty() ? "" : ". " + HttpMessages.bindable(this.others)));
		}
	}

	private void add(Method method, Mapping typeMapping, Mapping mapping) {
		if (method.getParameterCount() == 0) {
			return;
		}
		Class<?> message = message(method);
		if (!Message.class.isAssignableFrom(message)) {
			return;
		}
		if (!HttpMessages.isBindable(message)) {
			this.others.add(message);
			return;
		}
		PathPattern pattern = parse(typeMapping.paths().getFirst()).combine(parse(mapping.paths().getFirst()));
		String path = PathVariables.template(pattern.getPatternString());
		this.routes.put(message, new ProtocolRoute(mapping.methods().getFirst(), path, PathVariables.names(path),
				JsonNames.of(message, this.mapper)));
	}

	/**
	 * What a method takes, possibly in batches.
	 */
	private Class<?> message(Method method) {
		ResolvableType first = ResolvableType.forMethodParameter(method, 0, this.protocol);
		return ((first.getRawClass() == List.class) ? first.getGeneric(0) : first).resolve(Object.class);
	}

	private PathPattern parse(String path) {
		if (path.contains("${") || path.contains("*") || path.contains("?")) {
			throw new IllegalArgumentException("The path " + path + " of " + this.protocol.getName()
					+ " has a placeholder or wildcard, so that its URL is not known");
		}
		return this.parser.parse(this.parser.initFullPathPattern(path));
	}

	/**
	 * Finds the route to a message.
	 * @param message its class
	 * @return the first of its routes
	 * @throws IllegalArgumentException if the protocol maps no such message
	 */
	public ProtocolRoute of(Class<?> message) {
		ProtocolRoute route = this.routes.get(message);
		if (route == null) {
			throw new IllegalArgumentException("No method of " + this.protocol.getName()
					+ " has a request mapping and takes " + message.getName());
		}
		return route;
	}

}
