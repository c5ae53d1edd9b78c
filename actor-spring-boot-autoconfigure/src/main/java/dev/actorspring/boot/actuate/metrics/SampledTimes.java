package dev.actorspring.boot.actuate.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.distribution.TimeWindowMax;

/**
 * What a timer would have: how many there were, how long they took together, and the
 * longest of the last minute. The first is exact. Those that were not timed are taken to
 * have lasted as long, on average, as the samples of the same period, where a period
 * lasts from one reading to the next.
 */
final class SampledTimes {

	/** In nanoseconds: whoever takes longer on average is timed each time. */
	private static final double FAST = 100_000;

	private final LongSupplier untimed;

	private final LongAdder count = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	private final LongAdder samples = new LongAdder();

	private final LongAdder nanosOfSamples = new LongAdder();

	private final TimeWindowMax longest = new TimeWindowMax(Clock.SYSTEM, Duration.ofSeconds(20).toMillis(), 3);

	// Of the last reading.

	private long untimedBefore;

	private long samplesBefore;

	private long nanosOfSamplesBefore;

	private double estimated;

	private double mean;

	/**
	 * Creates the numbers.
	 * @param untimed how many there were that were not timed
	 */
	SampledTimes(LongSupplier untimed) {
		this.untimed = untimed;
	}

	/**
	 * Adds one that stands for itself.
	 * @param nanos how long it took
	 */
	void add(long nanos) {
		this.count.increment();
		this.nanos.add(nanos);
		this.longest.record(nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * Adds one that stands for those that were not timed, too.
	 * @param nanos how long it took
	 */
	void addSample(long nanos) {
		this.samples.increment();
		this.nanosOfSamples.add(nanos);
		this.longest.record(nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * How many there were.
	 * @return never less than before
	 */
	long count() {
		return this.count.sum() + this.samples.sum() + this.untimed.getAsLong();
	}

	/**
	 * How long they took together.
	 * @return nanoseconds, never less than before
	 */
	synchronized double total() {
		long untimedNow = this.untimed.getAsLong();
		long samplesNow = this.samples.sum();
		long nanosOfSamplesNow = this.nanosOfSamples.sum();
		if (samplesNow > this.samplesBefore) {
			this.mean = (double) (nanosOfSamplesNow - this.nanosOfSamplesBefore) / (samplesNow - this.samplesBefore);
		}
		else if (this.mean == 0 && this.count.sum() > 0) {
			this.mean = Math.min(FAST, (double) this.nanos.sum() / this.count.sum());
		}
		this.estimated += this.mean * (untimedNow - this.untimedBefore);
		this.untimedBefore = untimedNow;
		this.samplesBefore = samplesNow;
		this.nanosOfSamplesBefore = nanosOfSamplesNow;
		return this.nanos.sum() + nanosOfSamplesNow + this.estimated;
	}

	/**
	 * Registers meters that have the names of those of a timer, also at Prometheus.
	 * @param name of the timer
	 * @param description of the timer
	 * @param tags of the timer
	 * @param registry where the meters go
	 * @param own where they are noted
	 */
	void register(String name, String description, Tags tags, MeterRegistry registry, OwnMeters own) {
		own.add(registry,
				FunctionTimer.builder(name, this, SampledTimes::count, SampledTimes::total, TimeUnit.NANOSECONDS)
					.description(description)
					.tags(tags)
					.register(registry));
		own.add(registry,
				Gauge.builder(name + ".seconds.max", this.longest, (max) -> max.poll(TimeUnit.SECONDS))
					.description(description + ": the longest of the last minute")
					.tags(tags)
					.strongReference(true)
					.register(registry));
	}

}
