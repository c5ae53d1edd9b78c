package dev.actorspring.boot.context;

import java.util.List;
import java.util.Map;

import dev.actorspring.system.ContextCarrier.Scope;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MicrometerContextCarrierTests {

	private final ThreadLocal<String> tenant = new ThreadLocal<>();

	private final ContextRegistry registry = new ContextRegistry().registerThreadLocalAccessor("tenant", this.tenant);

	private final MicrometerContextCarrier carrier = new MicrometerContextCarrier(this.registry, List.of());

	@BeforeEach
	@AfterEach
	void clear() {
		MDC.clear();
	}

	@Test
	void capture_nothingThere_isNull() {
		assertThat(this.carrier.capture()).isNull();
	}

	@Test
	void capture_mdcEmptyAgain_isNull() {
		MDC.put("user", "ann");
		MDC.remove("user");
		assertThat(this.carrier.capture()).isNull();
	}

	@Test
	void restore_bringsValuesAndMdcAndPutsBackWhatWasThere() {
		this.tenant.set("a");
		MDC.put("user", "ann");
		Object captured = this.carrier.capture();
		this.tenant.set("b");
		MDC.setContextMap(Map.of("user", "bob", "more", "x"));
		try (Scope scope = this.carrier.restore(captured)) {
			assertThat(scope).isNotNull();
			assertThat(this.tenant.get()).isEqualTo("a");
			assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "ann"));
		}
		assertThat(this.tenant.get()).isEqualTo("b");
		assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "bob", "more", "x"));
	}

	@Test
	void restore_onlyMdcCaptured_hidesOtherValues() {
		MDC.put("user", "ann");
		Object captured = this.carrier.capture();
		this.tenant.set("b");
		try (Scope scope = this.carrier.restore(captured)) {
			assertThat(scope).isNotNull();
			assertThat(this.tenant.get()).isNull();
			assertThat(MDC.get("user")).isEqualTo("ann");
		}
		assertThat(this.tenant.get()).isEqualTo("b");
	}

	@Test
	void restore_nothing_hidesEverything() {
		this.tenant.set("b");
		MDC.put("user", "bob");
		try (Scope scope = this.carrier.restore(null)) {
			assertThat(scope).isNotNull();
			assertThat(this.tenant.get()).isNull();
			assertThat(MDC.get("user")).isNull();
		}
		assertThat(this.tenant.get()).isEqualTo("b");
		assertThat(MDC.get("user")).isEqualTo("bob");
	}

	@Test
	void mdcThatIsRegistered_isCarriedAsRegistered() {
		this.registry.registerThreadLocalAccessor(new Slf4jThreadLocalAccessor("user"));
		MDC.setContextMap(Map.of("user", "ann", "secret", "x"));
		Object captured = this.carrier.capture();
		MDC.setContextMap(Map.of("other", "y"));
		try (Scope scope = this.carrier.restore(captured)) {
			assertThat(scope).isNotNull();
			assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "ann", "other", "y"));
		}
		assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("other", "y"));
	}

	@Test
	void restore_accessorFails_leavesMdcAsItWas() {
		MDC.put("user", "ann");
		Object captured = this.carrier.capture();
		MDC.put("user", "bob");
		this.registry.registerThreadLocalAccessor("broken", () -> "value", (value) -> {
		}, () -> {
			throw new IllegalStateException("broken");
		});
		assertThatIllegalStateException().isThrownBy(() -> this.carrier.restore(captured));
		assertThat(MDC.get("user")).isEqualTo("bob");
	}

	@Test
	void clear_closesScopesOfObservationsThatWereLeftOpen() {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler((context) -> true);
		this.registry.registerThreadLocalAccessor(new ObservationThreadLocalAccessor(observations));
		for (int i = 0; i < 3; i++) {
			Observation.start("outer", observations).openScope();
			Observation.start("inner", observations).openScope();
			this.carrier.clear();
			assertThat(this.carrier.isClear()).isTrue();
			assertThat(observations.getCurrentObservationScope()).isNull();
		}
	}

}
