package dev.actorspring.boot.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
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
		RecordComponent[] components = message.getRecordComponents();
		for (int i = 0; i < components.length; i++) {
			RecordComponent component = components[i];
			check(annotations(message, components, i),
					"Component '" + component.getName() + "' of message " + message.getName(),
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

	/**
	 * An annotation at a component goes where it is allowed: to the accessor, the field
	 * or the parameter of the constructor.
	 */
	private static Stream<Annotation> annotations(Class<?> message, RecordComponent[] components, int index) {
		Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
		RecordComponent component = components[index];
		try {
			return Stream
				.of(component.getAnnotations(), component.getAccessor().getAnnotations(),
						message.getDeclaredField(component.getName()).getAnnotations(),
						message.getDeclaredConstructor(types).getParameters()[index].getAnnotations())
				.flatMap(Stream::of);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("No record: " + message.getName(), ex);
		}
	}

	private static ActorConfigurationException refused(String subject, Class<?> annotation, String action) {
		return new ActorConfigurationException(
				subject + " has the annotation @" + annotation.getSimpleName() + ", which is not supported", action);
	}

}
