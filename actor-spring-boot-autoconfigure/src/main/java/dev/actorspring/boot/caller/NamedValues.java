package dev.actorspring.boot.caller;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.protocol.HandlerRefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.util.StringValueResolver;
import org.springframework.util.function.SingletonSupplier;

/**
 * Reads headers and cookies, and converts them as at a controller. With what is found out
 * only once all beans are there, as the converters may depend on beans that depend on
 * actors.
 */
final class NamedValues implements SmartInitializingSingleton {

	private final Supplier<ConversionService> conversion;

	private final StringValueResolver placeholders;

	private final List<NamedValue> known = new CopyOnWriteArrayList<>();

	NamedValues(Supplier<ConversionService> conversion, StringValueResolver placeholders) {
		this.conversion = SingletonSupplier.of(conversion);
		this.placeholders = placeholders;
	}

	/**
	 * How a parameter gets its values.
	 */
	Supplier<? extends @Nullable Object> of(NamedValue written) {
		if (written.isEverything()) {
			return () -> headers(written.parameter().getParameterType());
		}
		NamedValue value = written.resolve(this.placeholders);
		MethodParameter target = value.parameter().nestedIfOptional();
		if (target.getNestedParameterType().isPrimitive() && !value.required() && value.defaultValue() == null) {
			throw new ActorConfigurationException(value.place() + " '" + value.name() + "' of "
					+ value.parameter().getExecutable().toGenericString() + " need not be there, and a "
					+ target.getNestedParameterType().getName() + " cannot be null",
					"Give it a default value, or the type of an object.");
		}
		this.known.add(value);
		TypeDescriptor type = new TypeDescriptor(target);
		return () -> read(value, type);
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (NamedValue value : this.known) {
			TypeDescriptor type = new TypeDescriptor(value.parameter().nestedIfOptional());
			if (!this.conversion.get().canConvert(TypeDescriptor.valueOf(String.class), type)) {
				throw new ActorConfigurationException(value.place() + " '" + value.name() + "' of "
						+ value.parameter().getExecutable().toGenericString() + " cannot be made a "
						+ type.getResolvableType(), "Take a String, or register a converter.");
			}
		}
	}

	private static Object headers(Class<?> type) {
		CallerRequest request = CallerRequest.current();
		HttpHeaders headers = (request != null) ? HttpHeaders.readOnlyHttpHeaders(request.headers())
				: HttpHeaders.EMPTY;
		if (type == HttpHeaders.class) {
			return headers;
		}
		return MultiValueMap.class.isAssignableFrom(type) ? headers.asMultiValueMap()
				: Map.copyOf(headers.toSingleValueMap());
	}

	private @Nullable Object read(NamedValue value, TypeDescriptor type) {
		List<String> found = find(value);
		String defaultValue = value.defaultValue();
		if (found.isEmpty() || (defaultValue != null && found.equals(List.of("")))) {
			if (value.required()) {
				throw refused(value, "is required");
			}
			return (defaultValue != null) ? convert(value, List.of(defaultValue), type) : null;
		}
		Object converted = convert(value, value.cookie() ? found.subList(0, 1) : found, type);
		if (converted == null && value.required()) {
			throw refused(value, "is required");
		}
		return converted;
	}

	private static List<String> find(NamedValue value) {
		CallerRequest request = CallerRequest.current();
		if (request == null) {
			return List.of();
		}
		return value.cookie() ? request.cookies().getOrDefault(value.name(), List.of())
				: request.headers().getOrDefault(value.name(), List.of());
	}

	private @Nullable Object convert(NamedValue value, List<String> values, TypeDescriptor type) {
		Object source = (values.size() == 1) ? values.getFirst() : values.toArray(String[]::new);
		Object converted;
		try {
			converted = this.conversion.get().convert(source, TypeDescriptor.forObject(source), type);
		}
		catch (ConversionException ex) {
			throw refused(value, "is not a valid " + type.getType().getSimpleName());
		}
		if (converted == null && type.isPrimitive()) {
			throw refused(value, "is required");
		}
		return converted;
	}

	private static HandlerRefusedException refused(NamedValue value, String problem) {
		return new HandlerRefusedException(new CallerParameterException(value.place(), value.name(), problem));
	}

}
