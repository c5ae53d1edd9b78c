package dev.actorspring.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.spi.CurrentTurn;
import org.jspecify.annotations.Nullable;

/**
 * The turn that a thread is in, as other modules see it.
 *
 * @param incarnation whose turn it is
 */
record RunningTurn(Incarnation<?> incarnation) implements CurrentTurn {

	@Override
	public String path() {
		return this.incarnation.path();
	}

	@Override
	public Optional<Duration> left() {
		return (this.incarnation.inHand() instanceof Ask<?> ask) ? Optional.of(ask.left()) : Optional.empty();
	}

	@Override
	public void checkMayWait() {
		TurnWait.check(this.incarnation);
	}

	@Override
	public <T extends @Nullable Object> T await(CompletableFuture<T> future) {
		TurnWait.waitFor(this.incarnation, future);
		return FutureResults.get(future, path());
	}

}
