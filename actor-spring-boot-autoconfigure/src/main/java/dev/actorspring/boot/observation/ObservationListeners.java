package dev.actorspring.boot.observation;

import java.util.stream.Stream;

import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.ObservationHandler;

import org.springframework.util.ClassUtils;

/**
 * The listeners to observations, if there are any.
 */
final class ObservationListeners {

	private static final boolean METERS = ClassUtils.isPresent(
			"io.micrometer.core.instrument.observation.MeterObservationHandler",
			ObservationListeners.class.getClassLoader());

	private ObservationListeners() {
	}

	/**
	 * Whether somebody listens who does more than to keep meters, of which actors have
	 * their own.
	 * @param handlers who listens
	 * @return {@code true} with tracing, for example
	 */
	static boolean hasMoreThanMeters(Stream<ObservationHandler<?>> handlers) {
		return handlers.anyMatch((handler) -> !METERS || !(handler instanceof MeterObservationHandler<?>));
	}

}
