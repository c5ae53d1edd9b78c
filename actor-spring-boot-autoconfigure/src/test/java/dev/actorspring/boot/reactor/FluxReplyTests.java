package dev.actorspring.boot.reactor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.ReplyStream;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Replies of type {@link Flux}.
 */
class FluxReplyTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private void run(BiConsumer<ActorSystem, ActorRef<Streams>> test) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ReactorActorAutoConfiguration.class, ActorAutoConfiguration.class))
			.withUserConfiguration(Streams.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ActorSystem system = context.getBean(ActorSystem.class);
				test.accept(system, system.actor(Streams.class));
			});
	}

	@Test
	void handlerMayReturnFlux() {
		run((system, streams) -> StepVerifier.create(streams.call(new Streams.Cold(3)))
			.expectNext(0, 1, 2)
			.expectComplete()
			.verify(LIMIT));
	}

	@Test
	void fluxMayStandForPublisherAndTheOtherWayRound() {
		run((system, streams) -> {
			Flow.Publisher<Integer> publisher = streams.call(new Streams.AsPublisher());
			StepVerifier.create(JdkFlowAdapter.flowPublisherToFlux(publisher))
				.expectNext(1)
				.expectComplete()
				.verify(LIMIT);
			StepVerifier.create(streams.call(new Streams.FromPublisher()))
				.then(() -> streams.tell(new Streams.Publish(7)))
				.expectNext(7)
				.thenCancel()
				.verify(LIMIT);
		});
	}

	@Test
	void fluxMayComeLater() {
		run((system, streams) -> StepVerifier.create(streams.call(new Streams.Later()))
			.expectNext(1, 2)
			.expectComplete()
			.verify(LIMIT));
	}

	@Test
	void demandReachesTheFlux() {
		run((system, streams) -> {
			AtomicLong requested = Streams.REQUESTED;
			requested.set(0);
			StepVerifier.create(streams.call(new Streams.Cold(1_000)), 0)
				.thenRequest(2)
				.expectNext(0, 1)
				.then(() -> assertThat(requested).hasValue(2))
				.thenRequest(1)
				.expectNext(2)
				.then(() -> assertThat(requested).hasValue(3))
				.thenCancel()
				.verify(LIMIT);
		});
	}

	@Test
	void streamThatTheActorFeedsIsFedOnDemand() {
		run((system, streams) -> {
			Flux<Integer> fed = streams.call(new Streams.Fed());
			StepVerifier.create(fed, 0)
				.thenRequest(1)
				.expectNext(0)
				.thenRequest(3)
				.expectNext(1, 2, 3)
				.thenCancel()
				.verify(LIMIT);
			await().until(() -> streams.call(new Streams.IsOver()));
			StepVerifier.create(fed).expectError(IllegalStateException.class).verify(LIMIT);
		});
	}

	@Test
	void crashEndsTheFlux() {
		run((system, streams) -> StepVerifier.create(streams.call(new Streams.Hot()))
			.then(() -> streams.tell(new Streams.Publish(1)))
			.expectNext(1)
			.then(() -> streams.tell(new Streams.Crash()))
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(ActorCrashedException.class)
				.hasRootCauseMessage("boom"))
			.verify(LIMIT));
	}

	@Test
	void endOfTheSystemEndsTheFlux() {
		run((system, streams) -> StepVerifier.create(streams.call(new Streams.Hot()))
			.then(() -> system.stop(Duration.ZERO))
			.expectError(ActorTerminatedException.class)
			.verify(LIMIT));
	}

	@Test
	void cancelReachesTheFlux() {
		run((system, streams) -> {
			StepVerifier.create(streams.call(new Streams.Hot())).thenCancel().verify(LIMIT);
			await().until(() -> streams.call(new Streams.Listeners()) == 0);
		});
	}

	@Actor("streams")
	static class Streams {

		static final AtomicLong REQUESTED = new AtomicLong();

		record Cold(int count) implements Request<Streams, Flux<Integer>> {

		}

		record AsPublisher() implements Request<Streams, Flow.Publisher<Integer>> {

		}

		record FromPublisher() implements Request<Streams, Flux<Integer>> {

		}

		record Later() implements Request<Streams, Flux<Integer>> {

		}

		record Fed() implements Request<Streams, Flux<Integer>> {

		}

		record Hot() implements Request<Streams, Flux<Integer>> {

		}

		record Feed(ReplyStream<Integer> stream, int next) implements Message<Streams> {

		}

		record Publish(int item) implements Message<Streams> {

		}

		record Crash() implements Message<Streams> {

		}

		record IsOver() implements Request<Streams, Boolean> {

		}

		record Listeners() implements Request<Streams, Integer> {

		}

		private final ActorContext<Streams> context;

		private final Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();

		private final SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();

		private ReplyStream<Integer> stream;

		Streams(ActorContext<Streams> context) {
			this.context = context;
		}

		@Receive
		Flux<Integer> cold(Cold message) {
			return Flux.range(0, message.count()).doOnRequest(REQUESTED::addAndGet);
		}

		@Receive
		Flux<Integer> asPublisher(AsPublisher message) {
			return Flux.just(1);
		}

		@Receive
		SubmissionPublisher<Integer> fromPublisher(FromPublisher message) {
			return this.publisher;
		}

		@Receive
		Mono<Flux<Integer>> later(Later message) {
			return Mono.delay(Duration.ofMillis(5)).thenReturn(Flux.fromIterable(List.of(1, 2)));
		}

		@Receive
		ReplyStream<Integer> fed(Fed message) {
			this.stream = this.context.stream(2);
			this.context.self().tell(new Feed(this.stream, 0));
			return this.stream;
		}

		@Receive
		void feed(Feed message) {
			int next = message.next();
			while (message.stream().emit(next)) {
				next++;
			}
			if (!message.stream().isOver()) {
				Feed rest = new Feed(message.stream(), next);
				this.context.pipe(message.stream().room(), (room, failure) -> rest);
			}
		}

		@Receive
		Flux<Integer> hot(Hot message) {
			return this.sink.asFlux();
		}

		@Receive
		void publish(Publish message) {
			this.sink.tryEmitNext(message.item());
			this.publisher.submit(message.item());
		}

		@Receive
		void crash(Crash message) {
			throw new IllegalStateException("boom");
		}

		@Receive
		Boolean isOver(IsOver message) {
			return this.stream.isOver();
		}

		@Receive
		Integer listeners(Listeners message) {
			return this.sink.currentSubscriberCount();
		}

	}

}
