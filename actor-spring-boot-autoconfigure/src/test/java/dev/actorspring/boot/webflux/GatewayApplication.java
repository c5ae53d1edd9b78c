package dev.actorspring.boot.webflux;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.annotation.PostConstruct;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * An actor for each row of the status table.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ GatewayApplication.Room.class, GatewayApplication.Desk.class, GatewayApplication.Ailing.class,
		GatewayApplication.Neighbour.class, GatewayApplication.Mortal.class, GatewayApplication.Unlicensed.class })
class GatewayApplication {

	@Actor("mortal")
	@RequestMapping("/mortal")
	static class Mortal {

		@Receive
		@PostMapping("/notes")
		void note(Note note) {
		}

		@Receive
		@PostMapping("/questions")
		String answer(Question question) {
			return "yes";
		}

		record Note() implements Message<Mortal> {

		}

		record Question() implements Request<Mortal, String> {

		}

	}

	@KeyedActor("unlicensed")
	@RequestMapping("/unlicensed/{key}")
	static class Unlicensed {

		Unlicensed() {
			throw new IllegalStateException("no licence");
		}

		@Receive
		@PostMapping("/questions")
		String answer(Question question) {
			return "yes";
		}

		record Question() implements Request<Unlicensed, String> {

		}

	}

	@KeyedActor("room")
	@RequestMapping("/rooms/{key}")
	static class Room {

		private final String key;

		private int guests;

		Room(ActorContext<Room> context) {
			this.key = context.key();
		}

		@Receive
		@PutMapping
		@ResponseStatus(HttpStatus.CREATED)
		Status open(Open open) {
			this.guests = open.guests();
			return new Status(this.key, this.guests);
		}

		@Receive
		@GetMapping
		Status status(GetStatus query) {
			return new Status(this.key, this.guests);
		}

		@Receive
		@PostMapping("/guests/{name}")
		Status enter(Enter enter) throws RoomFull, NotWelcome, Closed {
			switch (enter.name()) {
				case "crowd" -> throw new RoomFull();
				case "thief" -> throw new NotWelcome();
				case "late" -> throw new Closed();
				default -> this.guests += enter.count();
			}
			return new Status(this.key, this.guests);
		}

		@Receive
		@GetMapping("/guests/{name}")
		Optional<String> find(Find find) {
			return "ann".equals(find.name()) ? Optional.of("ann") : Optional.empty();
		}

		record Open(@Positive int guests, @NotBlank String owner) implements Request<Room, Status> {

		}

		record GetStatus() implements Request<Room, Status> {

		}

		record Enter(String name, @Positive int count) implements Request<Room, Status> {

		}

		record Find(String key, String name) implements Request<Room, Optional<String>> {

		}

		record Status(String key, int guests) {

		}

	}

	@Actor(value = "desk", mailboxCapacity = 1)
	@RequestMapping("/desk")
	static class Desk {

		static volatile CountDownLatch gate = new CountDownLatch(0);

		static volatile CompletableFuture<Boolean> slept = new CompletableFuture<>();

		@Receive
		@PostMapping("/crash")
		String crash(Crash crash) {
			throw new IllegalStateException("secret of " + getClass());
		}

		@Receive
		@PostMapping("/notes")
		void note(Note note) {
		}

		@Receive
		@PostMapping("/sleep")
		String sleep(Sleep sleep) throws InterruptedException {
			Thread.sleep(sleep.time());
			return "rested";
		}

		@Receive
		@PostMapping("/wait")
		String await(Await await) throws InterruptedException {
			gate.await();
			return "done";
		}

		@Receive
		Long ask(GetSum getSum) {
			return (long) getSum.a() + getSum.b();
		}

		@Receive
		@GetMapping("/nothing")
		Void nothing(Nothing nothing) {
			return null;
		}

		record Crash() implements Request<Desk, String> {

		}

		record Note(String text) implements Message<Desk> {

		}

		record Sleep(Duration time) implements Request<Desk, String> {

		}

		record Await() implements Request<Desk, String> {

		}

		record GetSum(int a, int b) implements Request<Desk, Long> {

		}

		record Nothing() implements Request<Desk, Void> {

		}

	}

	@KeyedActor("ailing")
	@RequestMapping("/ailing/{key}")
	static class Ailing {

		@PostConstruct
		void start() {
			throw new IllegalStateException("never well");
		}

		@Receive
		@GetMapping
		String get(Get get) {
			return "well";
		}

		record Get() implements Request<Ailing, String> {

		}

	}

	/**
	 * Shares a path with an actor.
	 */
	@RestController
	static class Neighbour {

		@GetMapping("/rooms/{key}/pictures")
		String pictures() {
			return "pictures";
		}

		@PostMapping("/rooms/{key}")
		String post() {
			return "posted";
		}

	}

	static class RoomFull extends Exception {

		private static final long serialVersionUID = 1L;

		RoomFull() {
			super("The room is full.");
		}

	}

	@ResponseStatus(HttpStatus.CONFLICT)
	static class NotWelcome extends Exception {

		private static final long serialVersionUID = 1L;

		NotWelcome() {
			super("You are not welcome.");
		}

	}

	static class Closed extends ErrorResponseException {

		private static final long serialVersionUID = 1L;

		Closed() {
			super(HttpStatus.GONE, ProblemDetail.forStatusAndDetail(HttpStatus.GONE, "Closed since noon."), null);
			getHeaders().set("X-Opens", "9");
		}

	}

}
