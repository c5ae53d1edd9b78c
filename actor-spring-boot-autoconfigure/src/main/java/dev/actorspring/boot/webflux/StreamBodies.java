package dev.actorspring.boot.webflux;

import java.time.Duration;

import dev.actorspring.boot.http.MessageEndpoint;
import dev.actorspring.boot.http.StreamFormat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.web.reactive.function.BodyInserter;

/**
 * Writes the bodies of replies that are streams: each element as soon as it comes, and as
 * fast as the client reads. How far the stream runs ahead of the client is bounded by
 * what the operators here and those of the server fetch in advance: some tens of
 * elements, and what fits into the buffers of the connection.
 */
final class StreamBodies {

	/**
	 * How many elements may be on their way from the thread that they come on, which may
	 * be the actor's own, to the one that writes JSON.
	 */
	private static final int PREFETCH = 16;

	private static final Scheduler WRITERS = Schedulers.parallel();

	/**
	 * No stream lasts for so long.
	 */
	private static final Duration NEVER = Duration.ofDays(3_650);

	private final Duration heartbeat;

	private final StreamShutdown shutdown;

	/**
	 * Creates what all streams share.
	 * @param heartbeat how often to write something that clients read over; zero for
	 * never
	 * @param shutdown when all streams end
	 */
	StreamBodies(Duration heartbeat, StreamShutdown shutdown) {
		this.heartbeat = heartbeat;
		this.shutdown = shutdown;
	}

	/**
	 * Makes a body that subscribes to a stream when it is written. The headers are sent
	 * before the first element comes, so that the client knows that there is a stream.
	 * @param exchange knows how the elements are written, and what the last of a stream
	 * is that fails
	 * @param elements where they come from
	 */
	BodyInserter<?, ReactiveHttpOutputMessage> of(MessageEndpoint.Exchange exchange, Flux<?> elements) {
		StreamFormat format = exchange.format();
		Flux<byte[]> parts = elements.takeUntilOther(this.shutdown.begins())
			.publishOn(WRITERS, PREFETCH)
			.map((element) -> format.element(exchange.element(element)))
			.onErrorResume((failure) -> Mono.fromSupplier(() -> format.problem(exchange.failure(failure).body())));
		return (message, context) -> {
			DataBufferFactory buffers = message.bufferFactory();
			return message.writeAndFlushWith(withHeartbeat(parts, format.heartbeat())
				.map((part) -> Mono.<DataBuffer>fromSupplier(() -> buffers.wrap(part)))
				.startWith(Mono.<DataBuffer>empty()));
		};
	}

	Flux<byte[]> withHeartbeat(Flux<byte[]> parts, byte[] beat) {
		if (this.heartbeat.isZero() || this.heartbeat.compareTo(NEVER) >= 0) {
			return parts;
		}
		return Flux.defer(() -> {
			Sinks.Empty<Void> end = Sinks.empty();
			// A client that reads nothing gets no more than one of them later.
			Flux<byte[]> beats = Flux.interval(this.heartbeat)
				.onBackpressureDrop()
				.map((count) -> beat)
				.takeUntilOther(end.asMono());
			return Flux.merge(1, parts.doOnTerminate(end::tryEmitEmpty), beats);
		});
	}

}
