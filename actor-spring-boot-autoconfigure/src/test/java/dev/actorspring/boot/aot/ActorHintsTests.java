package dev.actorspring.boot.aot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import dev.actorspring.Message;
import dev.actorspring.OnEntry;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.States;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

class ActorHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	ActorHintsTests() {
		ActorHints.register(this.hints, Library.class);
	}

	@Test
	void handlersCanBeInvoked_alsoThoseOfSupertypes() {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Library.class, "lend")).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(House.class, "name")).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(HasSize.class, "size")).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Library.class, "other")).rejects(this.hints);
	}

	@Test
	void statesAreReached() {
		RuntimeHints own = new RuntimeHints();
		ActorHints.register(own, Lamp.class);
		assertThat(RuntimeHintsPredicates.reflection().onType(Lamp.State.class)).accepts(own);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Lamp.On.class, "press")).accepts(own);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Lamp.On.class, "enter")).accepts(own);
		assertThat(RuntimeHintsPredicates.reflection().onType(Lamp.Press.class)).accepts(own);
		assertThat(RuntimeHintsPredicates.reflection().onType(Lamp.Light.class)).accepts(own);
	}

	@Test
	void messagesOfBatchesAreData() throws Exception {
		RuntimeHints own = new RuntimeHints();
		ActorHints.register(own, Sorter.class);
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Letter.class.getDeclaredConstructor(String.class))).accepts(own);
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Stamp.class.getDeclaredConstructor(int.class))).accepts(own);
	}

	@ParameterizedTest
	@ValueSource(classes = { Library.class, House.class, HasSize.class })
	void messagesAreLookedForInTheClassAndItsSupertypes(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(this.hints);
	}

	@ParameterizedTest
	@ValueSource(classes = { Library.Lend.class, Library.Book.class, Library.Author.class, Library.Loan.class,
			Library.Move.In.class, Library.Move.Out.class, Library.Shelf.class, Library.Event.class,
			House.GetName.class, House.Name.class, HasSize.GetSize.class, Library.Catalogue.class })
	void dataCanBeMadeAndRead(Class<?> type) throws Exception {
		Class<?>[] components = Stream.of(type.getRecordComponents())
			.map(RecordComponent::getType)
			.toArray(Class<?>[]::new);
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructor(components)))
			.accepts(this.hints);
		for (RecordComponent component : type.getRecordComponents()) {
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
				.accepts(this.hints);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Lost.class, Gone.class, Gone.Burnt.class })
	void declaredExceptionsCanBeMadeAgain(Class<?> type) {
		for (var constructor : type.getDeclaredConstructors()) {
			assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(constructor)).accepts(this.hints);
		}
		for (var field : type.getDeclaredFields()) {
			assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(field)).accepts(this.hints);
		}
		assertThat(RuntimeHintsPredicates.reflection().onJavaSerialization(type, true)).accepts(this.hints);
	}

	@Test
	void whatADeclaredExceptionKeepsCanBeMadeAndRead() throws Exception {
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Library.Place.class.getDeclaredConstructor(int.class))).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onJavaSerialization(Reason.class, true)).accepts(this.hints);
	}

	@Test
	void constraintsOfMessagesCanBeChecked() throws Exception {
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Readable.Check.class.getDeclaredConstructor())).accepts(this.hints);
	}

	@Test
	void dataThatNoHandlerNamesIsRegisteredByItself() throws Exception {
		RuntimeHints own = new RuntimeHints();
		ActorHints.registerData(own, Library.Move.class);
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Library.Move.Out.class.getDeclaredConstructor(Library.Shelf.class))).accepts(own);
		assertThat(RuntimeHintsPredicates.reflection().onType(Library.Lend.class)).rejects(own);
	}

	record Letter(String text) implements Request<Letter, Stamp> {

	}

	record Stamp(int value) {

	}

	static class Sorter {

		@Receive(batch = 10)
		List<Stamp> sort(List<Letter> letters) {
			return letters.stream().map((letter) -> new Stamp(letter.text().length())).toList();
		}

	}

	interface HasSize {

		@Receive
		default int size(GetSize question) {
			return 0;
		}

		record GetSize() implements Request<HasSize, Integer> {

		}

	}

	static class House {

		@Receive
		Name name(GetName question) {
			return new Name("house");
		}

		record GetName() implements Request<House, Name> {

		}

		record Name(String value) {

		}

	}

	static class Library extends House implements HasSize {

		@Receive
		CompletionStage<Loan> lend(Lend message) throws Lost, Gone {
			return CompletableFuture.completedStage(new Loan(message.book()));
		}

		@Receive
		void move(Move message) {
			other();
		}

		@Receive
		Flow.Publisher<Event> watch(Watch message) {
			throw new UnsupportedOperationException();
		}

		@Receive
		Object list(GetAll message) {
			return Map.of();
		}

		void other() {
		}

		record Lend(@Readable Book book) implements Request<Library, Loan> {

		}

		record Book(String title, List<? extends Author> authors, Author @Nullable [] others) {

		}

		record Author(String name) {

		}

		record Loan(Book book) {

		}

		sealed interface Move extends Message<Library> {

			record In(int shelf) implements Move {

			}

			record Out(Shelf shelf) implements Move {

			}

		}

		record Shelf(int number) {

		}

		record Place(int number) {

		}

		record Watch() implements Request<Library, Flow.Publisher<Event>> {

		}

		record Event(String what) {

		}

		record GetAll() implements Request<Library, Catalogue> {

		}

		record Catalogue(int books) {

		}

	}

	static class Lost extends Exception {

		private static final long serialVersionUID = 1L;

		private final transient Library.Place place;

		Lost(Library.Place place, Throwable cause) {
			super(cause);
			this.place = place;
		}

		Library.Place place() {
			return this.place;
		}

	}

	abstract static sealed class Gone extends Exception {

		private static final long serialVersionUID = 1L;

		private final Reason reason;

		Gone(Reason reason) {
			this.reason = reason;
		}

		Reason reason() {
			return this.reason;
		}

		static final class Burnt extends Gone {

			private static final long serialVersionUID = 1L;

			Burnt() {
				super(Reason.FIRE);
			}

		}

	}

	enum Reason {

		FIRE

	}

	@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT })
	@Retention(RetentionPolicy.RUNTIME)
	@Constraint(validatedBy = Readable.Check.class)
	@interface Readable {

		String message() default "cannot be read";

		Class<?>[] groups() default {};

		Class<? extends Payload>[] payload() default {};

		class Check implements ConstraintValidator<Readable, Library.Book> {

			@Override
			public boolean isValid(Library.Book value, ConstraintValidatorContext context) {
				return true;
			}

		}

	}

	@States(Lamp.State.class)
	static class Lamp {

		record Light(int brightness) {

		}

		record Press(int times) implements Request<Lamp, Light> {

		}

		sealed interface State {

		}

		static final class On implements State {

			@OnEntry
			void enter() {
			}

			@Receive
			Light press(Press press) {
				return new Light(1);
			}

		}

	}

}
