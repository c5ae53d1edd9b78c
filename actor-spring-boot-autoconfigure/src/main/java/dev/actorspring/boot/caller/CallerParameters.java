package dev.actorspring.boot.caller;

import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.protocol.HandlerRefusedException;
import dev.actorspring.protocol.ParameterAdapter;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;

/**
 * Gives handlers what is known of who asks: the headers, cookies, language and address of
 * the {@link CallerRequest}, and the caller.
 */
public final class CallerParameters implements ParameterAdapter {

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
		MethodParameter at = MethodParameter.forParameter(parameter);
		Supplier<? extends @Nullable Object> value = find(parameter, at.nestedIfOptional());
		if (value == null) {
			refuseOthers(parameter);
			return null;
		}
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
		if (at.isOptional() || Nullness.forMethodParameter(at) != Nullness.NON_NULL) {
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
	 * What works at a controller, and would be missed here.
	 */
	private static void refuseOthers(Parameter parameter) {
		Stream.of(parameter.getAnnotations())
			.map(Annotation::annotationType)
			.filter((annotation) -> annotation.getPackageName().equals(WEB_ANNOTATIONS))
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
