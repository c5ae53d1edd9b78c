package dev.actorspring.boot.actuate.metrics;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampledTimesTests {

	private final AtomicLong untimed = new AtomicLong();

	private final SampledTimes times = new SampledTimes(this.untimed::get);

	@Test
	void count_isExact() {
		this.times.add(10);
		this.times.addSample(20);
		this.times.addSample(20);
		this.untimed.set(7);
		assertThat(this.times.count()).isEqualTo(10);
	}

	@Test
	void timed_areAddedUp() {
		this.times.add(10);
		this.times.addSample(20);
		assertThat(this.times.total()).isEqualTo(30);
	}

	@Test
	void untimed_lastAsLongAsTheSamplesOfTheirPeriod() {
		this.times.add(1_000_000);
		this.times.addSample(100);
		this.times.addSample(300);
		this.untimed.set(10);
		assertThat(this.times.total()).isEqualTo(1_000_400 + 10 * 200);
		this.times.addSample(50);
		this.untimed.set(14);
		assertThat(this.times.total()).isEqualTo(1_000_450 + 10 * 200 + 4 * 50);
	}

	@Test
	void untimedOfAPeriodWithoutSample_lastAsLongAsThoseBefore() {
		this.times.addSample(100);
		this.untimed.set(1);
		assertThat(this.times.total()).isEqualTo(200);
		this.untimed.set(3);
		assertThat(this.times.total()).isEqualTo(400);
	}

	@Test
	void untimedBeforeAnySample_lastAsLongAsThoseThatWereTimed() {
		this.times.add(30);
		this.times.add(50);
		this.untimed.set(5);
		assertThat(this.times.total()).isEqualTo(80 + 5 * 40);
	}

	@Test
	void untimedBeforeAnythingIsKnown_countAndLastNoTime() {
		this.untimed.set(3);
		assertThat(this.times.count()).isEqualTo(3);
		assertThat(this.times.total()).isZero();
	}

	@Test
	void readings_neverDecrease() {
		Random random = new Random(7);
		long count = 0;
		double total = 0;
		for (int i = 0; i < 10_000; i++) {
			switch (random.nextInt(4)) {
				case 0 -> this.times.add(random.nextInt(1_000));
				case 1 -> this.times.addSample(random.nextInt(1_000_000));
				default -> this.untimed.addAndGet(random.nextInt(100));
			}
			if (random.nextInt(3) == 0) {
				assertThat(this.times.count()).isGreaterThanOrEqualTo(count);
				assertThat(this.times.total()).isGreaterThanOrEqualTo(total);
				count = this.times.count();
				total = this.times.total();
			}
		}
		assertThat(total).isPositive();
	}

	@Test
	void register_hasWhatATimerHas() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		OwnMeters own = new OwnMeters();
		this.times.register("actor.asks", "Requests", Tags.of("actor", "worker"), registry, own);
		this.times.add(TimeUnit.SECONDS.toNanos(2));
		this.times.addSample(TimeUnit.SECONDS.toNanos(4));
		this.untimed.set(1);
		FunctionTimer timer = registry.get("actor.asks").tag("actor", "worker").functionTimer();
		assertThat(timer.count()).isEqualTo(3);
		assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(10);
		assertThat(registry.get("actor.asks.seconds.max").tag("actor", "worker").gauge().value()).isEqualTo(4);
		own.destroy();
		assertThat(registry.getMeters()).isEmpty();
	}

}
