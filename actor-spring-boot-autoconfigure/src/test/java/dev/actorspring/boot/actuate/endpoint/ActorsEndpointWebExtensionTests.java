package dev.actorspring.boot.actuate.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.supervision.ChildException;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.NodeOperations;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ActorsEndpointWebExtensionTests {

	private final CompletableFuture<Void> outcome = new CompletableFuture<>();

	private final FixedActorSystem system = new FixedActorSystem() {

		@Override
		public Optional<NodeOperations> operations(String path) {
			return Optional.of(new Restartable());
		}

	};

	private final ActorsEndpointWebExtension extension = new ActorsEndpointWebExtension(
			new ActorsEndpoint(this.system, Show.NEVER, List.of()), Show.NEVER, Set.of(), null, Duration.ofMillis(1));

	@Test
	void whatTakesLonger_isAcceptedWithTheNodeAsItIs() {
		this.system.nodes.add(FixedActorSystem.actor("slow", ChildState.STOPPED, Duration.ZERO, null));
		WebEndpointResponse<Object> response = restart();
		assertThat(response.getStatus()).isEqualTo(202);
		assertThat(response.getBody()).isInstanceOf(NodeDescriptor.Actor.class)
			.extracting("state")
			.isEqualTo("stopped");
	}

	@Test
	void whatIsGoneAfterwards_hasNoContent() {
		this.outcome.complete(null);
		assertThat(restart().getStatus()).isEqualTo(204);
	}

	@Test
	void childThatVanishedMeanwhile_isNotFound() {
		this.outcome.completeExceptionally(new ChildException("pool", "slow", ChildException.Reason.NOT_FOUND));
		assertThat(restart().getStatus()).isEqualTo(404);
	}

	@Test
	void refusal_isAConflictAndSaysWhy() {
		this.outcome.completeExceptionally(new ChildException("pool", "slow", ChildException.Reason.RESTARTING));
		WebEndpointResponse<Object> response = restart();
		assertThat(response.getStatus()).isEqualTo(409);
		assertThat(response.getBody()).isEqualTo(
				Map.of("error", "Supervisor 'pool', child 'slow': the child is being restarted, terminate it first"));
	}

	@Test
	void failureWithoutAMessage_isAnErrorAllTheSame() {
		this.outcome.completeExceptionally(new UnsupportedOperationException());
		WebEndpointResponse<Object> response = restart();
		assertThat(response.getStatus()).isEqualTo(500);
		assertThat(response.getBody()).isEqualTo(Map.of("error", "It failed"));
	}

	@Test
	void factoryThatRefusesItsArguments_isNoMistakeOfTheCaller() {
		this.outcome.completeExceptionally(new IllegalArgumentException("There is no such port"));
		WebEndpointResponse<Object> response = restart();
		assertThat(response.getStatus()).isEqualTo(500);
		assertThat(response.getBody()).isEqualTo(Map.of("error", "There is no such port"));
	}

	@Test
	void sizeThatIsNone_isAMistakeOfTheCaller() {
		this.outcome.completeExceptionally(new IllegalArgumentException("A pool has the size 0"));
		assertThat(this.extension.act(new String[] { "slow" }, "resize", null, null, 0).getStatus()).isEqualTo(400);
	}

	private WebEndpointResponse<Object> restart() {
		return this.extension.act(new String[] { "slow" }, "restart", null, null, null);
	}

	private final class Restartable implements NodeOperations {

		@Override
		public CompletableFuture<Void> restart() {
			return ActorsEndpointWebExtensionTests.this.outcome;
		}

		@Override
		public CompletableFuture<Void> terminate() {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> kill() {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> start() {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> disable() {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> enable() {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> passivate() {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<Void> resize(int size) {
			return ActorsEndpointWebExtensionTests.this.outcome;
		}

	}

}
