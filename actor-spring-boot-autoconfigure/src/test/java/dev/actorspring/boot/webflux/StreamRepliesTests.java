package dev.actorspring.boot.webflux;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.ActorSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.http.HttpParts;
import dev.actorspring.boot.http.MessageEndpoint;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.StreamReply;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

class StreamRepliesTests {

	private static final MessageEndpoint.Exchange EXCHANGE = HttpParts
		.exchange(ActorSpec.of("radio", Radio.class, (context) -> new Radio()));

	@Test
	void respond_clientThatLeavesBeforeTheStreamIsWritten_cancelsIt() {
		AtomicBoolean cancelled = new AtomicBoolean();
		CompletableFuture<Object> reply = new CompletableFuture<>();
		CountDownLatch gate = new CountDownLatch(1);
		// Nobody is free to write.
		for (int i = 0; i < Schedulers.DEFAULT_POOL_SIZE; i++) {
			Schedulers.parallel().schedule(() -> awaitUninterruptibly(gate));
		}
		try {
			Disposable response = replies().respond(EXCHANGE, reply).subscribe();
			reply.complete(Flux.never().doOnCancel(() -> cancelled.set(true)));
			assertThat(cancelled).isFalse();
			response.dispose();
			assertThat(cancelled).isTrue();
		}
		finally {
			gate.countDown();
		}
	}

	@Test
	void respond_clientThatLeavesBeforeTheReply_withdrawsTheRequest() {
		CompletableFuture<Object> reply = new CompletableFuture<>();
		replies().respond(EXCHANGE, reply).subscribe().dispose();
		assertThat(reply).isCancelled();
	}

	private static StreamReplies replies() {
		Handler handler = ActorProtocol.of(Radio.class, List.of()).handlers().iterator().next();
		StreamReply stream = handler.stream();
		assertThat(stream).isNotNull();
		return new StreamReplies(stream, new StreamBodies(Duration.ZERO, new StreamShutdown()));
	}

	/** Replies with a stream. */
	static class Radio {

		record Listen() implements Request<Radio, Flow.Publisher<String>> {

		}

		@Receive
		Flow.Publisher<String> listen(Listen listen) {
			return new SubmissionPublisher<>();
		}

	}

	private static void awaitUninterruptibly(CountDownLatch gate) {
		boolean open = false;
		while (!open) {
			try {
				gate.await();
				open = true;
			}
			catch (InterruptedException ex) {
				// Goes on.
			}
		}
	}

}
