package dev.actorspring.boot.caller;

import java.util.Locale;
import java.util.Map;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.system.ContextCarrier;
import io.micrometer.context.ContextRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Has requests go along with messages, and makes sure that they do: an application may
 * have a carrier of its own.
 */
final class CarriedRequests {

	private CarriedRequests() {
	}

	/**
	 * Has them go along.
	 * @param carrier carries contexts, if any does
	 * @throws ActorConfigurationException if it does not carry them
	 */
	static void begin(@Nullable ContextCarrier carrier) {
		ContextRegistry.getInstance().registerThreadLocalAccessor(new CallerRequestAccessor());
		if (carrier == null || !arrives(carrier)) {
			throw new ActorConfigurationException(
					"A handler takes what comes along with a message, but the ContextCarrier of the application "
							+ "does not carry it",
					"Remove that bean, or let it carry all that io.micrometer.context.ContextRegistry has accessors "
							+ "for.");
		}
	}

	private static boolean arrives(ContextCarrier carrier) {
		CallerRequest request = new CallerRequest(HttpHeaders.EMPTY, Map.of(), Locale.ROOT, null, null);
		Object captured;
		try (CallerRequest.Scope scope = request.open()) {
			captured = carrier.capture();
		}
		if (captured == null) {
			return false;
		}
		try (ContextCarrier.Scope scope = carrier.restore(captured)) {
			return CallerRequest.current() == request;
		}
	}

}
