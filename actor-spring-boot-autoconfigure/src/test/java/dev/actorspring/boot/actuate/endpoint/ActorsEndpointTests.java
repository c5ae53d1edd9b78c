package dev.actorspring.boot.actuate.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.actorspring.ActorSpec;
import dev.actorspring.Backoff;
import dev.actorspring.ExitReason;
import dev.actorspring.boot.actuate.testing.FixedActor;
import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.boot.actuate.testing.FixedSupervisor;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.Show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ActorsEndpointTests {

	private final FixedActorSystem system = new FixedActorSystem();

	private final ActorsEndpoint endpoint = new ActorsEndpoint(this.system, Show.NEVER, List.of());

	@Test
	void tree_hasNamesStatesAndKinds() {
		this.system.nodes.add(FixedActorSystem.supervisor("payments", ChildState.RUNNING,
				FixedActorSystem.actor("payments/ledger", ChildState.BACKOFF, Duration.ZERO, null)));
		this.system.nodes.add(FixedActorSystem.family("auction", 7, 3, 2));
		NodeDescriptor.Supervisor root = this.endpoint.tree();
		assertThat(root.kind()).isEqualTo("supervisor");
		assertThat(root.children()).extracting(NodeDescriptor::kind).containsExactly("supervisor", "family");
		NodeDescriptor.Supervisor payments = (NodeDescriptor.Supervisor) root.children().getFirst();
		assertThat(payments.strategy()).isEqualTo("rest-for-one");
		assertThat(payments.children()).singleElement().satisfies((child) -> {
			assertThat(child.path()).isEqualTo("payments/ledger");
			assertThat(child.state()).isEqualTo("backoff");
		});
	}

	@Test
	void supervisor_hasItsLimitsAndItsBackoff() {
		SupervisorSpec spec = SupervisorSpec.named("guests")
			.dynamic()
			.maxChildren(7)
			.giveUp(GiveUp.BACKOFF)
			.backoff(Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(9)))
			.build();
		this.system.nodes.add(new FixedSupervisor("guests", "guests", ChildState.RUNNING, Duration.ZERO, null, spec,
				List.of(), List.of()));
		this.system.nodes.add(FixedActorSystem.supervisor("payments", ChildState.RUNNING));
		NodeDescriptor.Supervisor guests = (NodeDescriptor.Supervisor) node("guests");
		assertThat(guests).extracting("maxChildren", "dynamic").containsExactly(7, true);
		assertThat(guests.backoff())
			.isEqualTo(new NodeDescriptor.Backoff(Duration.ofSeconds(1), Duration.ofSeconds(9), 2, 0.2, null));
		assertThat(node("payments")).extracting("maxChildren", "dynamic", "backoff").containsOnlyNulls();
	}

	@Test
	void node_actor_hasFailureAndItsOwnRestarts() {
		this.system.nodes.add(
				FixedActorSystem.actor("ledger", ChildState.RUNNING, Duration.ZERO, new IllegalStateException("boom")));
		this.system.restarts.add(restart("ledger"));
		this.system.restarts.add(restart("other"));
		NodeDescriptor.Actor actor = (NodeDescriptor.Actor) node("ledger");
		assertThat(actor).isNotNull();
		assertThat(actor.lastFailure()).isEqualTo("java.lang.IllegalStateException: boom");
		assertThat(actor.recentRestarts()).singleElement().satisfies((restart) -> {
			assertThat(restart.path()).isEqualTo("ledger");
			assertThat(restart.reason()).isEqualTo("error: java.lang.IllegalStateException: bang");
		});
	}

	@Test
	void node_actor_hasNoStackTraceUnlessItMayBeShown() {
		this.system.nodes.add(
				FixedActorSystem.actor("ledger", ChildState.RUNNING, Duration.ZERO, new IllegalStateException("boom")));
		assertThat(node("ledger")).extracting("lastFailureStackTrace").isNull();
		assertThat(new ActorsEndpoint(this.system, Show.ALWAYS, List.of()).node(new String[] { "ledger" }, null, null,
				null))
			.extracting("lastFailureStackTrace")
			.asString()
			.startsWith("java.lang.IllegalStateException: boom")
			.contains("at " + ActorsEndpointTests.class.getName());
		assertThat(new ActorsEndpoint(this.system, Show.ALWAYS, List.of()).tree().children()).singleElement()
			.extracting("lastFailureStackTrace")
			.isNull();
	}

	@Test
	void node_failureThatCannotBePrinted_showsItsFrames() {
		this.system.nodes.add(FixedActorSystem.actor("ledger", ChildState.RUNNING, Duration.ZERO, new Cursed()));
		assertThat(new ActorsEndpoint(this.system, Show.ALWAYS, List.of()).node(new String[] { "ledger" }, null, null,
				null))
			.extracting("lastFailureStackTrace")
			.asString()
			.startsWith(Cursed.class.getName())
			.contains("at " + ActorsEndpointTests.class.getName());
	}

	@Test
	void node_unboundedMailbox_hasNoCapacity() {
		NodeSnapshot.Actor bounded = FixedActorSystem.actor("bounded", ChildState.RUNNING, Duration.ZERO, null);
		this.system.nodes.add(bounded);
		this.system.nodes.add(new FixedActor("inbox", "inbox", ChildState.RUNNING, String.class, 0, ActorSpec.UNBOUNDED,
				null, 1, Duration.ZERO, Duration.ZERO, 0, 0, null, null, null, null, null, List.of()));
		assertThat(node("bounded")).extracting("capacity").isEqualTo(1_000);
		assertThat(node("inbox")).extracting("capacity").isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 1_001 })
	void node_limitOutOfRange_isRefused(int limit) {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.node(new String[] { "ledger" }, limit, null, null))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo("The limit must be 1 to 1000"));
	}

	@Test
	void node_unknownPath_isNull() {
		assertThat(node("no", "such")).isNull();
	}

	private @Nullable NodeDescriptor node(String... path) {
		return this.endpoint.node(path, null, null, null);
	}

	static class Cursed extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

	private static Restart restart(String path) {
		return new Restart(path, 2, new ExitReason.Error(new IllegalStateException("bang")), Instant.EPOCH,
				Duration.ofMillis(1));
	}

}
