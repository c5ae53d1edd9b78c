package dev.actorspring.demo.payments;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SimulatedCardNetworkTests {

	private final CardNetwork network = new SimulatedCardNetwork();

	@Test
	void paymentThatIsRepeatedHasTheSameAnswer() throws Exception {
		UUID payment = UUID.randomUUID();
		String code = this.network.authorize(payment, "ann", 120);
		assertThat(new SimulatedCardNetwork().authorize(payment, "ann", 120)).isEqualTo(code);
		assertThat(this.network.authorize(UUID.randomUUID(), "ann", 120)).isNotEqualTo(code);
	}

	@Test
	void cardIsGoodForAMillion() throws Exception {
		assertThat(this.network.authorize(UUID.randomUUID(), "ann", 1_000_000)).isNotBlank();
		assertThatExceptionOfType(CardDeclinedException.class)
			.isThrownBy(() -> this.network.authorize(UUID.randomUUID(), "ann", 1_000_001))
			.withMessageContaining("1000000");
	}

}
