package dev.actorspring.boot.webflux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.ReplyStream;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * An actor that replies with streams.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(StreamingApplication.Radio.class)
class StreamingApplication {

	@Actor(value = "radio", mailboxCapacity = 10)
	@RequestMapping("/radio")
	static class Radio {

		static final AtomicInteger PRODUCED = new AtomicInteger();

		private final ActorContext<Radio> context;

		private final List<ReplyStream<Song>> listeners = new ArrayList<>();

		Radio(ActorContext<Radio> context) {
			this.context = context;
		}

		@Receive
		@GetMapping("/songs")
		Flow.Publisher<Song> listen(Listen listen) throws OffAir {
			ReplyStream<Song> listener = this.context.stream(100);
			this.listeners.add(listener);
			return listener;
		}

		@Receive
		@PostMapping("/songs")
		void play(Play play) {
			this.listeners.forEach((listener) -> listener.emit(new Song(play.title(), 1)));
		}

		@Receive
		@PostMapping("/end")
		void end(End end) {
			this.listeners.forEach(ReplyStream::complete);
		}

		@Receive
		@PostMapping("/reset")
		void reset(Reset reset) {
			this.listeners.clear();
		}

		@Receive
		@PostMapping("/failure")
		void fail(Fail fail) {
			this.listeners.forEach((listener) -> listener.fail(new OffAir()));
		}

		@Receive
		@PostMapping("/crash")
		void crash(Crash crash) {
			throw new IllegalStateException("secret of " + getClass());
		}

		@Receive
		@PostMapping("/stop")
		void stop(Stop stop) {
			this.context.stop();
		}

		@Receive
		@GetMapping("/listeners")
		Listeners count(Count count) {
			long over = this.listeners.stream().filter(ReplyStream::isOver).count();
			return new Listeners(this.listeners.size(), (int) over);
		}

		@Receive
		@GetMapping("/archive")
		Flux<Song> archive(Archive archive) {
			return Flux.range(1, archive.songs()).map((year) -> new Song("Song\nof " + year, year));
		}

		@Receive
		@PostMapping("/words")
		@ResponseStatus(HttpStatus.CREATED)
		Mono<Flux<String>> words(Words words) {
			return Mono.just(Flux.fromIterable(words.words()));
		}

		@Receive
		@GetMapping("/unwritable")
		Flux<Object> unwritable(Unwritable unwritable) {
			return Flux.just("first", new Iterator<String>() {

				@Override
				public boolean hasNext() {
					throw new IllegalStateException("secret of " + getClass());
				}

				@Override
				public String next() {
					throw new IllegalStateException();
				}

			});
		}

		@Receive
		@GetMapping("/flood")
		Flux<Wave> flood(Flood flood) {
			String water = "~".repeat(flood.size());
			return Flux.range(0, flood.waves())
				.doOnNext((number) -> PRODUCED.incrementAndGet())
				.map((number) -> new Wave(number, water));
		}

		@Receive
		@GetMapping("/closed")
		Flux<Song> closed(Closed closed) throws OffAir {
			throw new OffAir();
		}

		@Receive
		@GetMapping("/nothing")
		Flux<Song> nothing(Nothing nothing) {
			return null;
		}

		@Receive
		@GetMapping("/never")
		Mono<Flux<Song>> never(Never never) {
			return Mono.delay(Duration.ofDays(1)).thenReturn(Flux.empty());
		}

		record Listen() implements Request<Radio, Flow.Publisher<Song>> {

		}

		record Play(String title) implements Message<Radio> {

		}

		record End() implements Message<Radio> {

		}

		record Reset() implements Message<Radio> {

		}

		record Fail() implements Message<Radio> {

		}

		record Crash() implements Message<Radio> {

		}

		record Stop() implements Message<Radio> {

		}

		record Count() implements Request<Radio, Listeners> {

		}

		record Archive(int songs) implements Request<Radio, Flux<Song>> {

		}

		record Words(List<String> words) implements Request<Radio, Flux<String>> {

		}

		record Unwritable() implements Request<Radio, Flux<Object>> {

		}

		record Flood(int waves, int size) implements Request<Radio, Flux<Wave>> {

		}

		record Closed() implements Request<Radio, Flux<Song>> {

		}

		record Nothing() implements Request<Radio, Flux<Song>> {

		}

		record Never() implements Request<Radio, Flux<Song>> {

		}

		record Song(String title, int year) {

		}

		record Wave(int number, String water) {

		}

		record Listeners(int all, int over) {

		}

	}

	@ResponseStatus(HttpStatus.CONFLICT)
	static class OffAir extends Exception {

		private static final long serialVersionUID = 1L;

		OffAir() {
			super("Off the air.");
		}

	}

}
