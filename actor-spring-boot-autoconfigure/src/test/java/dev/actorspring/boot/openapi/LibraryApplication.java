package dev.actorspring.boot.openapi;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import io.github.resilience4j.ratelimiter.annotation.RateLimiter;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Actors that bind and answer in all the ways that a document can tell.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ LibraryApplication.Shelf.class, LibraryApplication.Desk.class, LibraryApplication.Safe.class,
		LibraryApplication.Neighbour.class })
class LibraryApplication {

	@KeyedActor("shelf")
	@RequestMapping("/shelves/{key}")
	static class Shelf {

		@Receive
		@GetMapping
		@Operation(summary = "Look at the shelf", description = "From afar.")
		Status status(GetStatus query) {
			return new Status("A", List.of(), Optional.empty(), null, Kind.LENDING);
		}

		@Receive
		@PutMapping
		@ResponseStatus(HttpStatus.CREATED)
		Status open(Open open) {
			return new Status(open.name(), List.of(), Optional.empty(), null, Kind.LENDING);
		}

		@Receive
		@PostMapping("/books/{isbn:[0-9]+}/loans")
		Book lend(Lend lend) throws LentAlready, NotYours, Closed {
			return new Book(lend.isbn(), "Emma", BigDecimal.ONE);
		}

		@Receive
		@GetMapping("/books/{isbn:[0-9]+}")
		@PreAuthorize("permitAll")
		@RateLimiter(name = "find")
		Optional<Book> find(Find find) {
			return Optional.empty();
		}

		@Receive
		@GetMapping("/books")
		List<Book> search(Search search) {
			return List.of();
		}

		@Receive
		@DeleteMapping("/books/{isbn:[0-9]+}")
		Void discard(Discard discard) {
			return null;
		}

		@Receive
		void dust(Dust dust) {
		}

		@Hidden
		@Receive
		@PostMapping("/burn")
		void burn(Burn burn) {
		}

		record GetStatus() implements Request<Shelf, Status> {

		}

		record Open(@NotBlank @Size(max = 20) String name, @Positive int places, @Nullable Duration closesIn,
				List<Book> books) implements Request<Shelf, Status> {

		}

		record Lend(String isbn, @JsonProperty("reader_name") @NotBlank String reader,
				Optional<LocalDate> until) implements Request<Shelf, Book> {

		}

		record Find(String isbn) implements Request<Shelf, Optional<Book>> {

		}

		record Search(@NotBlank String author, @Max(100) int limit, Optional<Kind> kind, List<String> tag,
				@Nullable Book like) implements Request<Shelf, List<Book>> {

		}

		record Discard(String isbn) implements Request<Shelf, Void> {

		}

		record Dust() implements Message<Shelf> {

		}

		record Burn() implements Message<Shelf> {

		}

		record Status(String name, List<Book> books, Optional<String> note, @Nullable Book best, Kind kind) {

		}

	}

	@Actor("front-desk")
	static class Desk {

		@Receive
		Status status(GetStatus query) {
			return new Status(3);
		}

		@Receive
		@PostMapping("/notes")
		void note(Note note, @RequestHeader("X-Reader") UUID reader, @CookieValue Optional<String> theme,
				@RequestHeader(name = "X-Copies", defaultValue = "1") int copies, Locale locale) {
		}

		record GetStatus() implements Request<Desk, Status> {

		}

		record Note(String text) implements Message<Desk> {

		}

		record Status(int waiting) {

		}

	}

	/**
	 * Neither mapped nor exposed.
	 */
	@Actor("safe")
	static class Safe {

		@Receive
		Secret open(OpenSafe open) {
			return new Secret("1234");
		}

		record OpenSafe(String code) implements Request<Safe, Secret> {

		}

		record Secret(String content) {

		}

	}

	@RestController
	static class Neighbour {

		@GetMapping("/shelves/{number}/pictures")
		String pictures(@PathVariable String number) {
			return "pictures";
		}

		@PostMapping("/shelves/{number}")
		String frontDeskGetStatus(@PathVariable String number) {
			return "posted";
		}

	}

	record Book(String isbn, @Schema(description = "what is on the cover") String title, BigDecimal price) {

	}

	enum Kind {

		LENDING, REFERENCE

	}

	@ResponseStatus(HttpStatus.CONFLICT)
	static class LentAlready extends Exception {

		private static final long serialVersionUID = 1L;

	}

	static class NotYours extends Exception {

		private static final long serialVersionUID = 1L;

	}

	static class Closed extends ErrorResponseException {

		private static final long serialVersionUID = 1L;

		Closed() {
			super(HttpStatus.GONE, ProblemDetail.forStatus(HttpStatus.GONE), null);
		}

	}

}
