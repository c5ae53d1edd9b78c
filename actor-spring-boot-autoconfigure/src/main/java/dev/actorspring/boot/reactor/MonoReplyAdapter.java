package dev.actorspring.boot.reactor;

import java.util.concurrent.CompletionStage;

import dev.actorspring.protocol.ReplyAdapter;
import reactor.core.publisher.Mono;

/**
 * Lets handlers return a {@link Mono}. It is subscribed to once, when the handler has
 * returned; one that completes empty is the reply {@code null}. What the handler's thread
 * has in place then is in its Reactor context, if Micrometer's context propagation is
 * there. When nobody waits for the reply any more, the subscription is cancelled.
 */
final class MonoReplyAdapter implements ReplyAdapter {

	@Override
	public Class<?> type() {
		return Mono.class;
	}

	@Override
	public CompletionStage<?> toStage(Object reply) {
		return ((Mono<?>) reply).contextCapture().toFuture();
	}

	@Override
	public void abandon(CompletionStage<?> stage) {
		// Cancels the subscription.
		stage.toCompletableFuture().cancel(false);
	}

}
