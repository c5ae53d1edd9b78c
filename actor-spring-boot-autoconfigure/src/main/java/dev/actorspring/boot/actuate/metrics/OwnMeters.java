package dev.actorspring.boot.actuate.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.DisposableBean;

/**
 * The meters of one actor system. They end with it: a registry that lives longer, as the
 * global one does, would go on to show a gauge of a system that is gone, and show it
 * instead of that of the next. Safe for use by any thread.
 */
final class OwnMeters implements DisposableBean {

	private final Set<Own> meters = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Notes a meter.
	 * @param <M> the type of the meter
	 * @param registry where it is
	 * @param meter the meter, known already or new
	 * @return the same meter
	 */
	<M extends Meter> M add(MeterRegistry registry, M meter) {
		this.meters.add(new Own(registry, meter.getId()));
		if (this.closed) {
			registry.remove(meter.getId());
		}
		return meter;
	}

	@Override
	public void destroy() {
		this.closed = true;
		this.meters.forEach((own) -> own.registry().remove(own.id()));
	}

	/**
	 * One meter.
	 *
	 * @param registry where it is
	 * @param id what it is called there
	 */
	private record Own(MeterRegistry registry, Meter.Id id) {

	}

}
