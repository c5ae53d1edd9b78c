package dev.actorspring.boot.caller;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.actorspring.ActorConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StringValueResolver;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ValueConstants;

/**
 * A parameter of a handler that is a header or a cookie of the request.
 *
 * @param parameter the parameter
 * @param cookie whether it is a cookie rather than a header
 * @param name the name of the header or cookie, possibly with placeholders
 * @param required whether there has to be one
 * @param defaultValue what it is where there is none, or {@code null}
 */
public record NamedValue(MethodParameter parameter, boolean cookie, String name, boolean required,
		@Nullable String defaultValue) {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	/**
	 * Those that a handler takes.
	 * @param handler the handler
	 * @return in the order of its parameters; not those that take all headers
	 */
	public static List<NamedValue> of(Method handler) {
		return Arrays.stream(handler.getParameters())
			.map(NamedValue::of)
			.filter(Objects::nonNull)
			.filter((value) -> !value.isEverything())
			.toList();
	}

	/**
	 * The one that a parameter is.
	 * @param parameter a parameter of a handler
	 * @return {@code null} if it is something else
	 */
	static @Nullable NamedValue of(Parameter parameter) {
		MethodParameter at = MethodParameter.forParameter(parameter);
		at.initParameterNameDiscovery(NAMES);
		RequestHeader header = AnnotatedElementUtils.findMergedAnnotation(parameter, RequestHeader.class);
		if (header != null) {
			return of(at, false, header.name(), header.required(), header.defaultValue());
		}
		CookieValue cookie = AnnotatedElementUtils.findMergedAnnotation(parameter, CookieValue.class);
		return (cookie != null) ? of(at, true, cookie.name(), cookie.required(), cookie.defaultValue()) : null;
	}

	private static NamedValue of(MethodParameter at, boolean cookie, String name, boolean required,
			String defaultValue) {
		String value = defaultValue.equals(ValueConstants.DEFAULT_NONE) ? null : defaultValue;
		String known = name.isEmpty() ? at.getParameterName() : name;
		if (known == null && !cookie && isEverything(at.getParameterType())) {
			known = "";
		}
		if (known == null) {
			throw new ActorConfigurationException(
					"Parameter " + at.getParameterIndex() + " of " + at.getExecutable().toGenericString()
							+ " does not say which " + (cookie ? "cookie" : "header") + " it is",
					"Write the name into the annotation, or compile with -parameters.");
		}
		boolean needed = required && value == null && !mayBeNothing(at);
		if (!needed && value == null && !mayBeNothing(at) && KotlinDetector.isKotlinType(at.getDeclaringClass())) {
			throw new ActorConfigurationException(
					"Parameter '" + known + "' of " + at.getExecutable().toGenericString()
							+ " need not be there, and its type is not nullable",
					"Make the type nullable, or write a defaultValue into the annotation.");
		}
		return new NamedValue(at, cookie, known, needed, value);
	}

	/**
	 * The same without placeholders.
	 * @param placeholders replaces them
	 * @return with the texts that count
	 */
	public NamedValue resolve(StringValueResolver placeholders) {
		String value = (this.defaultValue != null) ? placeholders.resolveStringValue(this.defaultValue) : null;
		return new NamedValue(this.parameter, this.cookie,
				Objects.requireNonNullElse(placeholders.resolveStringValue(this.name), ""), this.required,
				(value != null || this.defaultValue == null) ? value : "");
	}

	/**
	 * Whether a parameter says that it may be {@code null}, or is an {@code Optional}. A
	 * default value of Kotlin says no such thing, as it is not applied.
	 */
	static boolean mayBeNothing(MethodParameter at) {
		return at.getParameterType() == Optional.class || Nullness.forMethodParameter(at) == Nullness.NULLABLE;
	}

	/**
	 * Whether it is all headers.
	 * @return {@code true} if the name does not matter
	 */
	boolean isEverything() {
		return !this.cookie && isEverything(this.parameter.getParameterType());
	}

	private static boolean isEverything(Class<?> type) {
		return Map.class.isAssignableFrom(type) || type == HttpHeaders.class;
	}

	/**
	 * Where it comes from.
	 * @return a word for a message
	 */
	String place() {
		return this.cookie ? "Cookie" : "Header";
	}

}
