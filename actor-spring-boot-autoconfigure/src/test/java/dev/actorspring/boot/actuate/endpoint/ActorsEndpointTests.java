package dev.actorspring.boot.actuate.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.actorspring.ExitReason;
import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Restart;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ActorsEndpointTests {

	private final FixedActorSystem system = new FixedActorSystem();

	private final ActorsEndpoint endpoint = new ActorsEndpoint(this.system);

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
	void node_actor_hasFailureAndItsOwnRestarts() {
		this.system.nodes.add(
				FixedActorSystem.actor("ledger", ChildState.RUNNING, Duration.ZERO, new IllegalStateException("boom")));
		this.system.restarts.add(restart("ledger"));
		this.system.restarts.add(restart("other"));
		NodeDescriptor.Actor actor = (NodeDescriptor.Actor) this.endpoint.node("ledger");
		assertThat(actor).isNotNull();
		assertThat(actor.lastFailure()).isEqualTo("java.lang.IllegalStateException: boom");
		assertThat(actor.recentRestarts()).singleElement().satisfies((restart) -> {
			assertThat(restart.path()).isEqualTo("ledger");
			assertThat(restart.reason()).isEqualTo("error: java.lang.IllegalStateException: bang");
		});
	}

	@Test
	void node_unknownPath_isNull() {
		assertThat(this.endpoint.node("no", "such")).isNull();
	}

	private static Restart restart(String path) {
		return new Restart(path, 2, new ExitReason.Error(new IllegalStateException("bang")), Instant.EPOCH,
				Duration.ofMillis(1));
	}

}
