package dev.actorspring.boot.caller;

import java.security.Principal;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Knows who has sent the message that the present thread handles or is about to send.
 */
interface Callers {

	/**
	 * Who it is.
	 * @return {@code null} if that is not known
	 */
	@Nullable Principal principal();

	/**
	 * How a parameter that is about the caller in another way gets its values.
	 * @param parameter the parameter, inside of an {@code Optional}
	 * @return {@code null} if it is another one
	 */
	default @Nullable Supplier<? extends @Nullable Object> of(MethodParameter parameter) {
		return null;
	}

	/**
	 * Those whom the server knows, where nobody else does.
	 */
	static Callers ofServer() {
		return () -> {
			CallerRequest request = CallerRequest.current();
			return (request != null) ? request.principal() : null;
		};
	}

}
