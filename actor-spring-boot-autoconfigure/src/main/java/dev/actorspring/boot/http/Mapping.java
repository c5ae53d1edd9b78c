package dev.actorspring.boot.http;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;

import dev.actorspring.ActorConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * What a {@link RequestMapping}, or an annotation made of it, says.
 *
 * @param paths at least one, possibly empty
 * @param methods none at the class
 */
record Mapping(List<String> paths, List<HttpMethod> methods) {

	private static final List<String> NOT_HONOURED = List.of("name", "params", "headers", "consumes", "produces",
			"version");

	private static final String METHODS_ACTION = "Use one of @GetMapping, @PostMapping, @PutMapping, @PatchMapping "
			+ "and @DeleteMapping on the method.";

	static final Mapping NONE = new Mapping(List.of(""), List.of());

	/**
	 * Reads the mapping of an actor class.
	 */
	static Mapping ofType(Class<?> type) {
		Mapping mapping = read(type, "The mapping of class " + type.getName());
		if (mapping == null) {
			return NONE;
		}
		if (!mapping.methods.isEmpty()) {
			throw new ActorConfigurationException(
					"The mapping of class " + type.getName() + " has the attribute 'method', which is not supported",
					METHODS_ACTION);
		}
		return mapping;
	}

	/**
	 * Reads the mapping of a handler.
	 * @return {@code null} if it has none
	 */
	static @Nullable Mapping ofMethod(Method method) {
		String subject = "The mapping of method " + describe(method);
		Mapping mapping = read(method, subject);
		if (mapping == null) {
			return null;
		}
		if (mapping.methods.isEmpty()) {
			throw new ActorConfigurationException(subject + " names no HTTP method", METHODS_ACTION);
		}
		for (HttpMethod each : mapping.methods) {
			if (!List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)
				.contains(each)) {
				throw new ActorConfigurationException(subject + " names " + each + ", which is not supported",
						METHODS_ACTION + " HEAD and OPTIONS are answered without a mapping.");
			}
		}
		return mapping;
	}

	static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + method.getName();
	}

	private static @Nullable Mapping read(AnnotatedElement element, String subject) {
		List<MergedAnnotation<RequestMapping>> all = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY)
			.stream(RequestMapping.class)
			.toList();
		if (all.isEmpty()) {
			return null;
		}
		MergedAnnotation<RequestMapping> mapping = all.getFirst();
		if (all.stream().filter((each) -> each.getAggregateIndex() == mapping.getAggregateIndex()).count() > 1) {
			throw new ActorConfigurationException(subject + " is given more than once",
					"Keep one mapping annotation. It can list several paths.");
		}
		for (String attribute : NOT_HONOURED) {
			if (mapping.hasNonDefaultValue(attribute)) {
				throw new ActorConfigurationException(
						subject + " has the attribute '" + attribute + "', which is not supported",
						"Remove the attribute '" + attribute + "'. Messages are mapped by path and HTTP method only.");
			}
		}
		String[] paths = mapping.getStringArray("path");
		RequestMethod[] methods = mapping.getEnumArray("method", RequestMethod.class);
		return new Mapping((paths.length > 0) ? List.of(paths) : List.of(""),
				List.of(methods).stream().map(RequestMethod::asHttpMethod).toList());
	}

}
