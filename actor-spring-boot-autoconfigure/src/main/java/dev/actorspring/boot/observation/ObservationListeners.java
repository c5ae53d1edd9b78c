package dev.actorspring.boot.observation;

import java.util.stream.Stream;

import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.ObservationHandler;

import org.springframework.util.ClassUtils;

/**
 * Who listens to observations.
 */
final class Audience {

	private static final boolean METERS = ClassUtils.isPresent(
			"io.micrometer.core.instrument.observation.MeterObservationHandler", Audience.class.getClassLoader());

	private Audience() {
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
