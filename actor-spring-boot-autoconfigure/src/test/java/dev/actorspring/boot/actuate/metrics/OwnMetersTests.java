package dev.actorspring.boot.actuate.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final OwnMeters own = new OwnMeters();

	@Test
	void destroy_removesOwnMetersAndNoOthers() {
		this.own.add(this.registry, this.registry.counter("actor.abandoned"));
		Counter other = this.registry.counter("other");
		this.own.destroy();
		assertThat(this.registry.getMeters()).containsExactly(other);
	}

	@Test
	void destroy_removesThemFromMembersOfACompositeToo() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		composite.add(this.registry);
		this.own.add(composite, composite.timer("actor.asks")).record(() -> {
		});
		assertThat(this.registry.getMeters()).isNotEmpty();
		this.own.destroy();
		assertThat(composite.getMeters()).isEmpty();
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void addAfterDestroy_leavesNothing() {
		this.own.destroy();
		this.own.add(this.registry, this.registry.counter("actor.abandoned")).increment();
		assertThat(this.registry.getMeters()).isEmpty();
	}

}
