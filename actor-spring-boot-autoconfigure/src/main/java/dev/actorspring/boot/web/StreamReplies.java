package dev.actorspring.boot.web;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.StreamReply;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.ResolvableType;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers the requests of one route whose replies are streams. A stream that is there is
 * subscribed to in any case, and cancelled if nobody wants it any more: the actor must
 * learn of it.
 */
final class StreamReplies {

	private static final Scheduler WRITERS = Schedulers.parallel();

	private final StreamReply stream;

	private final @Nullable Type elementType;

	private final HttpStatus status;

	private final StreamResponses responses;

	private StreamReplies(StreamReply stream, @Nullable Type elementType, HttpStatus status,
			StreamResponses responses) {
		this.stream = stream;
		this.elementType = elementType;
		this.status = status;
		this.responses = responses;
	}

	/**
	 * Makes it for a handler.
	 * @param handler the handler
	 * @param responses writes streams
	 * @return {@code null} if the handler does not reply with a stream
	 */
	static @Nullable StreamReplies of(Handler handler, StreamResponses responses) {
		StreamReply stream = handler.stream();
		return (stream != null)
				? new StreamReplies(stream, elementType(handler), HttpMessages.successStatus(handler), responses)
				: null;
	}

	/**
	 * What the elements are written as.
	 * @param handler replies with a stream
	 */
	static @Nullable Type elementType(Handler handler) {
		Type replyType = handler.replyType();
		return (replyType != null) ? ResolvableType.forType(replyType).getGeneric().getType() : null;
	}

	/**
	 * Which format a request is answered in. Asked before the message is sent, as for
	 * JSON.
	 * @throws ProblemException if the client takes none
	 */
	static StreamFormat format(ServerRequest request) {
		try {
			return StreamFormat.of(request.headers().accept()).orElseThrow(StreamReplies::notAcceptable);
		}
		catch (IllegalArgumentException ex) {
			throw notAcceptable();
		}
	}

	private static ProblemException notAcceptable() {
		return new ProblemException(Problem.of(ProblemType.NOT_ACCEPTABLE,
				"The reply is available as text/event-stream and application/x-ndjson only."));
	}

	/**
	 * Answers a request.
	 * @param request the request
	 * @param reply completes with the stream; what it fails with is left to the caller
	 * @param headers of the response, beside those of every stream
	 * @param problems which problem it is when the stream fails
	 * @return the response, or empty if the reply is {@code null}
	 */
	Mono<ServerResponse> respond(ServerRequest request, CompletableFuture<Object> reply, HttpHeaders headers,
			Function<Throwable, Problem> problems) {
		AtomicBoolean taken = new AtomicBoolean();
		return Mono.fromFuture(reply, false)
			.publishOn(WRITERS)
			.filter((value) -> taken.compareAndSet(false, true))
			.flatMap((value) -> response(request, elements(value), headers, problems))
			.doFinally((signal) -> {
				// Between the reply and the writing of it the client has left.
				if (signal == SignalType.CANCEL && taken.compareAndSet(false, true)) {
					reply.thenAccept((value) -> abandon(elements(value)));
				}
			});
	}

	private Mono<ServerResponse> response(ServerRequest request, Flux<?> elements, HttpHeaders headers,
			Function<Throwable, Problem> problems) {
		StreamFormat format = format(request);
		ServerResponse.BodyBuilder response = ServerResponse.status(this.status)
			.headers((all) -> all.putAll(headers))
			.contentType(format.mediaType())
			.cacheControl(CacheControl.noCache());
		if (request.method().equals(HttpMethod.HEAD)) {
			abandon(elements);
			return response.build();
		}
		return response
			.body(this.responses.body(format, elements, this.elementType, problems, request.uri().getRawPath()));
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
