package dev.actorspring.boot.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.protocol.Handler;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CrossOrigin;

/**
 * Finds the annotations that mean something at a controller and nothing here, so that
 * nobody relies on them.
 */
final class UnsupportedAnnotations {

	private static final List<String> PACKAGES = List.of("org.springframework.web.bind.annotation",
			"org.springframework.format.annotation");

	private UnsupportedAnnotations() {
	}

	/**
	 * Checks an actor and one of its handlers that are to be reached over HTTP.
	 * @throws ActorConfigurationException if there is one that would be ignored
	 */
	static void check(Class<?> type, Handler handler) {
		if (AnnotatedElementUtils.hasAnnotation(type, Controller.class)) {
			throw new ActorConfigurationException("Class " + type.getName() + " is both an actor and a controller",
					"Remove @Controller or @RestController: the mappings of an actor work without it.");
		}
		Method method = handler.method();
		if (AnnotatedElementUtils.hasAnnotation(type, CrossOrigin.class)
				|| AnnotatedElementUtils.hasAnnotation(method, CrossOrigin.class)) {
			throw refused("Method " + Mapping.describe(method), CrossOrigin.class,
					"Allow other origins with addCorsMappings of a WebFluxConfigurer, or with a CorsWebFilter.");
		}
		// What further parameters may have is known to whoever gives them their values.
		check(Stream.of(method.getParameters()[0].getAnnotations()),
				"A parameter of method " + Mapping.describe(method),
				"Remove it: the record is filled from path, query and body by the names of its components.");
		Class<?> message = handler.messageType();
		for (MessageComponent component : MessageComponent.of(message)) {
			check(component.annotations().stream(),
					"Component '" + component.name() + "' of message " + message.getName(),
					"Remove it: values are converted by the application's JsonMapper, wherever they come from. "
							+ "Use @JsonFormat or @JsonProperty.");
		}
	}

	private static void check(Stream<Annotation> annotations, String subject, String action) {
		annotations.map(Annotation::annotationType)
			.filter((annotation) -> PACKAGES.contains(annotation.getPackageName()))
			.findFirst()
			.ifPresent((annotation) -> {
				throw refused(subject, annotation, action);
			});
	}

	private static ActorConfigurationException refused(String subject, Class<?> annotation, String action) {
		return new ActorConfigurationException(
				subject + " has the annotation @" + annotation.getSimpleName() + ", which is not supported", action);
	}

}
