package dev.actorspring.durable.runtime;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.durable.test.InMemoryStateStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Who has which state is said once, and a name means one thing.
 */
class RegistrationTests {

	private final DurableActors durable = DurableActors.builder(new InMemoryStateStore()).build();

	@Test
	void actorIsRegisteredOnce() {
		this.durable.register("till", Till.Cash.class, "cash", 1);
		for (String name : new String[] { "cash", "money" }) {
			assertThatExceptionOfType(ActorConfigurationException.class)
				.isThrownBy(() -> this.durable.register("till", Till.Cash.class, name, 1))
				.withMessageContaining("The state of 'till' is registered twice, as cash version 1")
				.withMessageContaining(" and as " + name + " version 1")
				.satisfies((failure) -> assertThat(failure.getAction()).startsWith("Register it once"));
		}
	}

	@Test
	void nameMeansOneTypeAndOneVersion() {
		this.durable.register("till", Till.Cash.class, "cash", 1);
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> this.durable.register("account", Account.Balance.class, "cash", 1))
			.withMessageContaining("'till' and 'account' have two states of one name: cash version 1 ("
					+ Till.Cash.class.getName() + ") and cash version 1 (" + Account.Balance.class.getName() + ")")
			.satisfies((failure) -> assertThat(failure.getAction()).contains("another name"));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> this.durable.register("other", Till.Cash.class, "cash", 2))
			.withMessageContaining("cash version 1")
			.withMessageContaining("cash version 2");
	}

	@Test
	void actorsMayHaveStatesOfOneType() {
		this.durable.register("till", Till.Cash.class, "cash", 1);
		assertThatNoException().isThrownBy(() -> this.durable.register("safe", Till.Cash.class, "cash", 1));
	}

}
