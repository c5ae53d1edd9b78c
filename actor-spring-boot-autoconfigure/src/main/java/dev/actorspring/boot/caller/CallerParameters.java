package dev.actorspring.boot.caller;

import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.protocol.HandlerRefusedException;
import dev.actorspring.protocol.ParameterAdapter;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * Gives handlers what is known of who asks: the headers, cookies, language and address of
 * the {@link CallerRequest}, and the caller.
 */
public final class CallerParameters implements ParameterAdapter {

	private static final String AUTHENTICATION_PRINCIPAL = "org.springframework.security.core.annotation.AuthenticationPrincipal";

	/** What callers can be known as whose messages have come from another node. */
	private static final Set<String> OF_OTHER_NODES = Set.of(Principal.class.getName(),
			"org.springframework.security.core.Authentication",
			"org.springframework.security.authentication.AbstractAuthenticationToken",
			"org.springframework.security.authentication.UsernamePasswordAuthenticationToken");

	private static final String WEB_ANNOTATIONS = "org.springframework.web.bind.annotation";

	private final NamedValues values;

	private final Callers callers;

	private final Runnable onFirst;

	private volatile boolean taken;

	/**
	 * Creates it.
	 * @param values reads headers and cookies
	 * @param callers knows who asks
	 * @param onFirst called when it is clear that a handler takes anything
	 */
	CallerParameters(NamedValues values, Callers callers, Runnable onFirst) {
		this.values = values;
		this.callers = callers;
		this.onFirst = onFirst;
	}

	/**
	 * Whether any handler takes anything of a request.
	 * @return {@code false} if nobody would see a {@link CallerRequest}
	 */
	public boolean isTaken() {
		return this.taken;
	}

	@Override
	public @Nullable Supplier<? extends @Nullable Object> adapt(Parameter parameter) {
		refuseOthers(parameter);
		MethodParameter at = MethodParameter.forParameter(parameter);
		Supplier<? extends @Nullable Object> value = find(parameter, at.nestedIfOptional());
		if (value == null) {
			return null;
		}
		refuseDefault(at);
		if (!this.taken) {
			this.taken = true;
			this.onFirst.run();
		}
		return (parameter.getType() == Optional.class) ? () -> Optional.ofNullable(value.get()) : value;
	}

	private @Nullable Supplier<? extends @Nullable Object> find(Parameter parameter, MethodParameter at) {
		NamedValue named = NamedValue.of(parameter);
		if (named != null) {
			return this.values.of(named);
		}
		Class<?> type = at.getNestedParameterType();
		if (type == Locale.class) {
			return CallerParameters::locale;
		}
		if (type == InetSocketAddress.class) {
			return required(at, CallerParameters::remoteAddress, CallerParameters::noAddress);
		}
		if (type == InetAddress.class) {
			return required(at, () -> {
				InetSocketAddress address = remoteAddress();
				return (address != null) ? address.getAddress() : null;
			}, CallerParameters::noAddress);
		}
		Supplier<? extends @Nullable Object> caller = this.callers.of(at);
		if (caller != null) {
			return required(at, caller, UnknownCallerException::new);
		}
		return Principal.class.isAssignableFrom(type) ? required(at, () -> principal(type), UnknownCallerException::new)
				: null;
	}

	private static Locale locale() {
		CallerRequest request = CallerRequest.current();
		return (request != null) ? request.locale() : Locale.getDefault();
	}

	private static @Nullable InetSocketAddress remoteAddress() {
		CallerRequest request = CallerRequest.current();
		return (request != null) ? request.remoteAddress() : null;
	}

	private static RuntimeException noAddress() {
		return new CallerParameterException("Address of the client", "remoteAddress", "is not known");
	}

	private @Nullable Principal principal(Class<?> type) {
		Principal principal = this.callers.principal();
		if (principal == null || type.isInstance(principal)) {
			return principal;
		}
		throw new HandlerRefusedException(new IllegalStateException("The caller is known as "
				+ principal.getClass().getName() + ", but the handler takes " + type.getName()));
	}

	/**
	 * Code that says it takes no {@code null} gets none.
	 */
	private static Supplier<? extends @Nullable Object> required(MethodParameter at,
			Supplier<? extends @Nullable Object> value, Supplier<RuntimeException> missing) {
		if (!isRequired(at)) {
			return value;
		}
		return () -> {
			Object found = value.get();
			if (found == null) {
				throw new HandlerRefusedException(missing.get());
			}
			return found;
		};
	}

	/**
	 * A default value of Kotlin is applied by a method that is not called here.
	 */
	private static void refuseDefault(MethodParameter at) {
		if (at.isOptional() && !NamedValue.mayBeNothing(at)) {
			throw new ActorConfigurationException(
					"Parameter " + at.getParameterIndex() + " of " + at.getExecutable().toGenericString()
							+ " has a default value, which is not applied",
					"Make the type nullable and let the function choose, or write a defaultValue into the annotation.");
		}
	}

	/**
	 * Whether a parameter can get its value also where the message comes from another
	 * node, from which only the name and the authorities of the caller come.
	 * @param parameter a parameter of a handler
	 * @return {@code false} if such messages would be refused
	 */
	public static boolean crossesNodes(Parameter parameter) {
		NamedValue named = NamedValue.of(parameter);
		if (named != null) {
			return !named.required();
		}
		MethodParameter at = MethodParameter.forParameter(parameter);
		Class<?> type = at.nestedIfOptional().getNestedParameterType();
		if (type == InetSocketAddress.class || type == InetAddress.class) {
			return !isRequired(at);
		}
		if (MergedAnnotations.from(parameter).isPresent(AUTHENTICATION_PRINCIPAL)) {
			return type.isAssignableFrom(String.class) || !isRequired(at);
		}
		return !Principal.class.isAssignableFrom(type) || OF_OTHER_NODES.contains(type.getName());
	}

	private static boolean isRequired(MethodParameter at) {
		return !NamedValue.mayBeNothing(at) && Nullness.forMethodParameter(at) == Nullness.NON_NULL;
	}

	/**
	 * What works at a controller, and would be missed here.
	 */
	private static void refuseOthers(Parameter parameter) {
		Stream.of(parameter.getAnnotations())
			.map(Annotation::annotationType)
			.filter((annotation) -> annotation.getPackageName().equals(WEB_ANNOTATIONS)
					&& annotation != RequestHeader.class && annotation != CookieValue.class)
			.findFirst()
			.ifPresent((annotation) -> {
				throw new ActorConfigurationException(
						"A parameter of " + parameter.getDeclaringExecutable().toGenericString()
								+ " has the annotation @" + annotation.getSimpleName() + ", which is not supported",
						"Make it a component of the message: the record is filled from path, query and body by the "
								+ "names of its components.");
			});
	}

}
