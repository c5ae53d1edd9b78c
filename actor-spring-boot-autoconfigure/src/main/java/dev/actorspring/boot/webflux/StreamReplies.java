package dev.actorspring.boot.webflux;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.boot.http.MessageEndpoint;
import dev.actorspring.protocol.StreamReply;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers the requests of one route whose replies are streams. A stream that is there is
 * subscribed to in any case, and cancelled if nobody wants it any more: the actor must
 * learn of it.
 */
final class StreamReplies {

	private static final Scheduler WRITERS = Schedulers.parallel();

	private final StreamReply stream;

	private final StreamBodies bodies;

	/**
	 * Creates it for one route.
	 * @param stream how the replies are streams
	 * @param bodies writes streams
	 */
	StreamReplies(StreamReply stream, StreamBodies bodies) {
		this.stream = stream;
		this.bodies = bodies;
	}

	/**
	 * Answers a request.
	 * @param exchange the request and what it is answered with
	 * @param reply completes with the stream; what it fails with is left to the caller
	 * @return the response, or empty if the reply is {@code null}
	 */
	Mono<ServerResponse> respond(MessageEndpoint.Exchange exchange, CompletableFuture<Object> reply) {
		AtomicBoolean taken = new AtomicBoolean();
		return Mono.fromFuture(reply, false)
			.publishOn(WRITERS)
			.filter((value) -> taken.compareAndSet(false, true))
			.flatMap((value) -> response(exchange, elements(value)))
			.doFinally((signal) -> {
				// Between the reply and the writing of it the client has left.
				if (signal == SignalType.CANCEL && taken.compareAndSet(false, true)) {
					reply.thenAccept((value) -> abandon(elements(value)));
				}
			});
	}

	private Mono<ServerResponse> response(MessageEndpoint.Exchange exchange, Flux<?> elements) {
		ServerResponse.BodyBuilder response = ServerResponse.status(exchange.status())
			.headers((all) -> all.putAll(exchange.applied()))
			.contentType(exchange.format().mediaType())
			.cacheControl(CacheControl.noCache());
		if (exchange.method().equals(HttpMethod.HEAD)) {
			abandon(elements);
			return response.build();
		}
		return response.body(this.bodies.of(exchange, elements));
	}

	private Flux<?> elements(Object reply) {
		return (reply instanceof Publisher<?> publisher) ? Flux.from(publisher)
				: JdkFlowAdapter.flowPublisherToFlux(this.stream.replied().toPublisher(reply));
	}

	private static void abandon(Flux<?> elements) {
		elements.subscribe(new BaseSubscriber<Object>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.cancel();
			}

		});
	}

}
