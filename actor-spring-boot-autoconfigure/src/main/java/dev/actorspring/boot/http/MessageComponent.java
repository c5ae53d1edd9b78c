package dev.actorspring.boot.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * One of the values that a message is made of: a component of a record, or a parameter of
 * the primary constructor of a Kotlin class.
 *
 * @param name its name
 * @param type its type
 * @param genericType its type with type arguments
 * @param required whether a primitive, or a type of Kotlin that is not nullable, says
 * that it must be there
 * @param nullable whether it says that it may be {@code null}
 * @param annotations all that were written beside it, wherever they are kept
 */
public record MessageComponent(String name, Class<?> type, Type genericType, boolean required, boolean nullable,
		List<Annotation> annotations) {

	/**
	 * The components of a type.
	 * @param type any type
	 * @return in order; none if it is neither a record nor a class of Kotlin
	 */
	public static List<MessageComponent> of(Class<?> type) {
		if (type.isRecord()) {
			return ofRecord(type);
		}
		Constructor<?> constructor = KotlinClasses.constructor(type);
		return (constructor != null) ? ofKotlin(type, constructor) : List.of();
	}

	private static List<MessageComponent> ofRecord(Class<?> type) {
		RecordComponent[] components = type.getRecordComponents();
		Constructor<?> constructor = canonical(type, components);
		List<MessageComponent> found = new ArrayList<>();
		for (int i = 0; i < components.length; i++) {
			RecordComponent component = components[i];
			List<Annotation> annotations = annotations(component, component.getAccessor(),
					ReflectionUtils.findField(type, component.getName()), constructor.getParameters()[i]);
			boolean nullable = component.getType() == Optional.class
					|| isNullable(component.getAnnotatedType().getAnnotations())
					|| isNullable(component.getAnnotations());
			found.add(new MessageComponent(component.getName(), component.getType(), component.getGenericType(),
					component.getType().isPrimitive(), nullable, annotations));
		}
		return found;
	}

	private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
		try {
			return type
				.getDeclaredConstructor(Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException("No record: " + type.getName(), ex);
		}
	}

	private static List<MessageComponent> ofKotlin(Class<?> type, Constructor<?> constructor) {
		@Nullable String[] names = new DefaultParameterNameDiscoverer().getParameterNames(constructor);
		List<MessageComponent> found = new ArrayList<>();
		// A constructor that takes inline classes has one more, which the compiler has
		// added.
		int count = (names != null) ? names.length : constructor.getParameterCount();
		for (int i = 0; i < count; i++) {
			MethodParameter parameter = new MethodParameter(constructor, i);
			String name = (names != null && names[i] != null) ? names[i] : constructor.getParameters()[i].getName();
			Method getter = BeanUtils.findMethod(type, "get" + StringUtils.capitalize(name));
			found.add(new MessageComponent(name, parameter.getParameterType(), parameter.getGenericParameterType(),
					!parameter.isOptional(),
					parameter.getParameterType() == Optional.class
							|| Nullness.forMethodParameter(parameter) == Nullness.NULLABLE,
					annotations(constructor.getParameters()[i], ReflectionUtils.findField(type, name), getter)));
		}
		return found;
	}

	private static List<Annotation> annotations(@Nullable AnnotatedElement... elements) {
		return Arrays.stream(elements)
			.filter((element) -> element != null)
			.flatMap((element) -> Stream.of(element.getAnnotations()))
			.toList();
	}

	private static boolean isNullable(Annotation[] annotations) {
		return Arrays.stream(annotations)
			.anyMatch((annotation) -> annotation.annotationType().getSimpleName().equals("Nullable"));
	}

}
