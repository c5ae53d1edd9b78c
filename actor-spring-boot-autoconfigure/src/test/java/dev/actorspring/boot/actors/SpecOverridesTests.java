package dev.actorspring.boot.actors;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.Backoff;
import dev.actorspring.Overflow;
import dev.actorspring.RestartLimit;
import dev.actorspring.supervision.ChildSpec;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.SupervisorSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SpecOverridesTests {

	private static final ActorSpec<Object> LEDGER = ActorSpec.of("ledger", Object.class, (context) -> new Object());

	private static final ActorProperties.Actor CAPACITY = new ActorProperties.Actor(null, 3, null, null, null, null,
			null, null, null, null, null, null, null, new ActorProperties.Watchdog(null, null));

	private static final ActorProperties.Supervisor BACKOFF = new ActorProperties.Supervisor(null, null, null,
			GiveUp.BACKOFF, null, null, null, null);

	@Test
	void specWithoutOverrideIsLeftAsItIs() {
		assertThat(overrides(Map.of(), Map.of()).apply(LEDGER)).isSameAs(LEDGER);
	}

	@Test
	void actorAndSupervisorThatASupervisorDeclaresAreOverriddenToo() {
		SpecOverrides overrides = overrides(Map.of("ledger", CAPACITY), Map.of("inner", BACKOFF));
		SupervisorSpec inner = SupervisorSpec.named("inner").child(LEDGER).build();
		SupervisorSpec outer = overrides.apply(SupervisorSpec.named("outer").child(inner).children("other").build());
		overrides.checkNames();
		assertThat(outer.giveUp()).isEqualTo(GiveUp.ESCALATE);
		assertThat(outer.children()).containsExactly(
				new ChildSpec.Supervisor(inner.withGiveUp(GiveUp.BACKOFF)
					.withChildren(List.of(new ChildSpec.Actor(LEDGER.withMailboxCapacity(3))))),
				new ChildSpec.Named("other"));
	}

	@Test
	void intensityBackoffAndTheLimitOnChildrenAreOverridden() {
		ActorProperties.Waits waits = new ActorProperties.Waits(Duration.ofMinutes(1), null, 3.0, null, null);
		SpecOverrides overrides = overrides(
				Map.of("ledger",
						new ActorProperties.Actor(null, null, null, null, null, null, null, null, null, 7, null, waits,
								null, new ActorProperties.Watchdog(null, null))),
				Map.of("outer", new ActorProperties.Supervisor(null, null, null, null, null, null, 9, waits)));
		ActorSpec<Object> ledger = overrides.apply(LEDGER);
		assertThat(ledger.restartLimit()).isEqualTo(new RestartLimit(7, Duration.ofSeconds(5)));
		Backoff expected = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1), 3, 0.2, null);
		assertThat(ledger.backoff()).isEqualTo(expected);
		SupervisorSpec outer = overrides.apply(SupervisorSpec.named("outer").build());
		assertThat(outer.maxChildren()).isEqualTo(9);
		assertThat(outer.backoff()).isEqualTo(expected);
	}

	@Test
	void rulesThatAreNotPossibleNameThePropertiesAndWhoseTheyAre() {
		ActorProperties.Waits waits = new ActorProperties.Waits(Duration.ZERO, null, null, null, null);
		assertRefused(actor(null, null, waits), "actor.actors.ledger.backoff.*", "'ledger'", "The first wait");
		assertRefused(actor(-1, null, null), "actor.actors.ledger.intensity'", "'ledger'", "-1");
		assertRefused(actor(null, Duration.ZERO, null), "actor.actors.ledger.period'", "PT0S");
		assertRefused(supervisor(null, null, null, waits), "actor.supervisors.outer.backoff.*", "'outer'",
				"The first wait");
		assertRefused(supervisor(-1, null, null, null), "actor.supervisors.outer.intensity'", "-1");
		assertRefused(supervisor(null, Duration.ZERO, null, null), "actor.supervisors.outer.period'", "PT0S");
		assertRefused(supervisor(null, null, 0, null), "actor.supervisors.outer.max-children", "room for 0");
	}

	private static SpecOverrides actor(@Nullable Integer intensity, @Nullable Duration period,
			ActorProperties.@Nullable Waits backoff) {
		return overrides(Map.of("ledger", new ActorProperties.Actor(null, null, null, null, null, null, null, null,
				null, intensity, period, backoff, null, new ActorProperties.Watchdog(null, null))), Map.of());
	}

	private static SpecOverrides supervisor(@Nullable Integer intensity, @Nullable Duration period,
			@Nullable Integer maxChildren, ActorProperties.@Nullable Waits backoff) {
		return overrides(Map.of(), Map.of("outer",
				new ActorProperties.Supervisor(null, intensity, period, null, null, null, maxChildren, backoff)));
	}

	private static void assertRefused(SpecOverrides overrides, String... words) {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> overrides.apply(SupervisorSpec.named("outer").child(LEDGER).build()))
			.satisfies((refused) -> assertThat(refused.getMessage()).contains(words));
	}

	@Test
	void overrideOfAnUnknownNameIsRefused() {
		SpecOverrides overrides = overrides(Map.of("leger", CAPACITY), Map.of());
		overrides.apply(LEDGER);
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(overrides::checkNames)
			.withMessageContaining("actor.actors.leger");
	}

	private static SpecOverrides overrides(Map<String, ActorProperties.Actor> actors,
			Map<String, ActorProperties.Supervisor> supervisors) {
		return new SpecOverrides(new ActorProperties(Duration.ofSeconds(5), Duration.ofSeconds(30),
				Duration.ofSeconds(20), new ActorProperties.Mailbox(1_000, Overflow.REJECT, true), actors, supervisors),
				List.of());
	}

}
