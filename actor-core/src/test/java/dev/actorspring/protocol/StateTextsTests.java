package dev.actorspring.protocol;

import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.Becomes;
import dev.actorspring.Ignore;
import dev.actorspring.Message;
import dev.actorspring.OnEntry;
import dev.actorspring.Postpone;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.States;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a developer reads who has made a mistake in the states of an actor class.
 */
class StateTextsTests {

	static Stream<Arguments> mistakes() {
		return Stream.of(Arguments.of(Missing.class,
				"In state " + Missing.Two.class.getName() + " nothing becomes of Ask, a message of Missing",
				"Handle it there: add a method '@Receive ... (Ask message)' to Two, or, for all states, to Missing. "
						+ "Or annotate Two with @Postpone(Ask.class)."),
				Arguments.of(MissingTold.class,
						"In state " + MissingTold.Two.class.getName()
								+ " nothing becomes of Tell, a message of MissingTold",
						"Handle it there: add a method '@Receive ... (Tell message)' to Two, or, for all states, to MissingTold. "
								+ "Or annotate Two with @Postpone(Tell.class) or @Ignore(Tell.class)."),
				Arguments.of(Open.class,
						"The states of " + Open.class.getName() + " are not known: " + Open.State.class.getName()
								+ " is no sealed interface",
						"Declare it as 'sealed interface State permits ...', so that there are no others."),
				Arguments.of(HalfOpen.class,
						"The states of " + HalfOpen.class.getName() + " are not known: " + HalfOpen.Half.class.getName()
								+ " is not sealed",
						"Make Half sealed, or a class that is neither abstract nor open."),
				Arguments.of(Twice.class, "State " + Twice.One.class.getName() + " postpones Tell, and handles it",
						"Keep one of the two. To postpone some of them, let the handler 'throw context.postpone()'."),
				Arguments.of(Both.class, "State " + Both.One.class.getName() + " both postpones and ignores Tell",
						"Keep one of the two."),
				Arguments.of(Unknown.class,
						"State " + Unknown.One.class.getName() + " ignores Other, which no handler is for",
						"Name the type that a @Receive method of Unknown takes, in whichever state, or take Other off."),
				Arguments.of(IgnoresRequest.class,
						"State " + IgnoresRequest.One.class.getName()
								+ " ignores Ask, which somebody waits for the reply to",
						"Postpone it: @Postpone(Ask.class). Or decline it: handle it and throw an exception that the handler declares."),
				Arguments.of(BecomesNoState.class,
						"@Becomes of " + BecomesNoState.class.getName()
								+ ".tell names java.lang.String, which is no state",
						"Name one of One, or an interface that some of them implement."),
				Arguments.of(BecomesWithoutStates.class,
						"is marked with @Becomes, but BecomesWithoutStates has no states",
						"Take @Becomes off, or annotate BecomesWithoutStates with @States."),
				Arguments.of(FirstIsNoState.class,
						"@States(first) of " + FirstIsNoState.class.getName()
								+ " names java.lang.String, which is no state",
						"Name one of One, or an interface that some of them implement."),
				Arguments.of(InterleavesInOneState.class, "says interleave, but is for one state only",
						"Say it where it is said for all states: on a @Receive method for Tell of the interface State."),
				Arguments.of(BatchInAState.class, "takes a batch, but BatchInAState has states",
						"Let it take one message: the first of a batch may change the state that the others come to."),
				Arguments.of(NeverCalled.class,
						"is never called, as all states have State.tell(Tell) from their interface",
						"Keep one of the two."),
				Arguments.of(TwoEntries.class,
						"State " + TwoEntries.One.class.getName() + " has several @OnEntry methods: ",
						"Keep one, and let it call the others."),
				Arguments.of(EntryTakes.class, "takes something, but is what happens at entry",
						"Let it take nothing, or the ActorContext."),
				Arguments.of(EntryReturns.class, "returns something, but is what happens at entry", "Return nothing."),
				Arguments.of(EntryHandles.class, "is both a handler and what happens at entry",
						"Keep one of the two annotations, @Receive or @OnEntry."),
				Arguments.of(WrongContext.class,
						"takes the ActorContext of another actor class, " + Both.class.getName(),
						"Let it take an ActorContext<WrongContext>."));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void mistakeIsNamedWithTheFix(Class<?> actor, String description, String action) {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorProtocol.of(actor, List.of()))
			.withMessageContaining(description)
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo(action));
	}

	@Test
	void diagramIsDrawnFromTheCode() {
		assertThat(StateDiagram.of(Lamp.class).toMermaid()).isEqualTo("""
				stateDiagram-v2
				    state Off
				    state On
				    state Broken
				    [*] --> Off
				    Off --> Broken : Hit
				    Off --> On : Press
				    On --> Broken : Hit
				    On --> Off : Press
				    Broken --> Off : entry
				""");
		assertThat(StateDiagram.of(Lamp.class).states()).containsExactly(
				new StateDiagram.State("Off", true, List.of(), List.of()),
				new StateDiagram.State("On", false, List.of(), List.of()),
				new StateDiagram.State("Broken", false, List.of("Press"), List.of("Hit")));
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> StateDiagram.of(Plain.class))
			.withMessage(Plain.class.getName() + " is not annotated with @States");
	}

	@Test
	void oneHandlerStandsForAllOfItsMessage() {
		ActorProtocol protocol = ActorProtocol.of(Many.class, List.of());
		assertThat(protocol.handlers()).hasSize(2);
		Handler ask = protocol.handler(Many.Ask.class).orElseThrow();
		assertThat(ask.method().getDeclaringClass()).isEqualTo(Many.State.class);
		assertThat(ask.interleave()).isTrue();
		assertThat(ask.declared()).containsExactly(NoSuchFieldException.class);
		Handler tell = protocol.handler(Many.Tell.class).orElseThrow();
		assertThat(tell.method().getDeclaringClass()).isEqualTo(Many.class);
		assertThat(tell.declared()).containsExactly(NoSuchMethodException.class);
	}

	@States(Many.State.class)
	static class Many {

		record Ask() implements Request<Many, String> {

		}

		record Tell() implements Message<Many> {

		}

		sealed interface State {

			@Receive(interleave = true)
			String ask(Ask ask) throws NoSuchFieldException;

		}

		record One() implements State {

			@Override
			public String ask(Ask ask) throws NoSuchFieldException {
				return "one";
			}

			@Receive
			void tell(Tell tell) throws NoSuchMethodException {
			}

		}

		record Two() implements State {

			@Override
			public String ask(Ask ask) {
				return "two";
			}

		}

		@Receive
		void tell(Tell tell) {
		}

	}

	static class Plain {

		record Tell() implements Message<Plain> {

		}

		@Receive
		void tell(Tell tell) {
		}

	}

	@States(value = Lamp.State.class, first = Lamp.Off.class)
	static class Lamp {

		record Press() implements Message<Lamp> {

		}

		record Hit() implements Message<Lamp> {

		}

		sealed interface State {

		}

		sealed interface Whole extends State {

		}

		record Off() implements Whole {

			@Receive
			@Becomes(On.class)
			void press(Press press) {
			}

		}

		record On() implements Whole {

			@Receive
			@Becomes(Off.class)
			void press(Press press) {
			}

		}

		@Postpone(Press.class)
		@Ignore(Hit.class)
		record Broken() implements State {

			@OnEntry
			@Becomes(Off.class)
			void enter() {
			}

		}

		@Receive
		@Becomes(Broken.class)
		void hit(Hit hit) {
		}

	}

	@States(Missing.State.class)
	static class Missing {

		record Ask() implements Request<Missing, String> {

		}

		sealed interface State {

		}

		record One() implements State {

			@Receive
			String ask(Ask ask) {
				return "";
			}

		}

		record Two() implements State {

		}

	}

	@States(MissingTold.State.class)
	static class MissingTold {

		record Tell() implements Message<MissingTold> {

		}

		sealed interface State {

		}

		record One() implements State {

			@Receive
			void tell(Tell tell) {
			}

		}

		record Two() implements State {

		}

	}

	@States(Open.State.class)
	static class Open {

		interface State {

		}

	}

	@States(HalfOpen.State.class)
	static class HalfOpen {

		sealed interface State {

		}

		non-sealed interface Half extends State {

		}

	}

	@States(Twice.State.class)
	static class Twice {

		record Tell() implements Message<Twice> {

		}

		sealed interface State {

		}

		@Postpone(Tell.class)
		record One() implements State {

			@Receive
			void tell(Tell tell) {
			}

		}

	}

	@States(Both.State.class)
	static class Both {

		record Tell() implements Message<Both> {

		}

		sealed interface State {

		}

		@Postpone(Tell.class)
		@Ignore(Tell.class)
		record One() implements State {

		}

		@Receive
		void tell(Tell tell) {
		}

	}

	@States(Unknown.State.class)
	static class Unknown {

		record Tell() implements Message<Unknown> {

		}

		sealed interface State {

		}

		@Ignore(Other.class)
		record One() implements State {

		}

		@Receive
		void tell(Tell tell) {
		}

	}

	record Other() implements Message<Object> {

	}

	@States(IgnoresRequest.State.class)
	static class IgnoresRequest {

		record Ask() implements Request<IgnoresRequest, String> {

		}

		sealed interface State {

		}

		@Ignore(Ask.class)
		record One() implements State {

		}

		@Receive
		String ask(Ask ask) {
			return "";
		}

	}

	@States(BecomesNoState.State.class)
	static class BecomesNoState {

		record Tell() implements Message<BecomesNoState> {

		}

		sealed interface State {

		}

		record One() implements State {

		}

		@Receive
		@Becomes(String.class)
		void tell(Tell tell) {
		}

	}

	static class BecomesWithoutStates {

		record Tell() implements Message<BecomesWithoutStates> {

		}

		@Receive
		@Becomes(String.class)
		void tell(Tell tell) {
		}

	}

	@States(value = FirstIsNoState.State.class, first = String.class)
	static class FirstIsNoState {

		record Tell() implements Message<FirstIsNoState> {

		}

		sealed interface State {

		}

		record One() implements State {

		}

		@Receive
		void tell(Tell tell) {
		}

	}

	@States(InterleavesInOneState.State.class)
	static class InterleavesInOneState {

		record Tell() implements Message<InterleavesInOneState> {

		}

		sealed interface State {

		}

		record One() implements State {

			@Receive(interleave = true)
			void tell(Tell tell) {
			}

		}

	}

	@States(BatchInAState.State.class)
	static class BatchInAState {

		record Tell() implements Message<BatchInAState> {

		}

		sealed interface State {

		}

		record One() implements State {

			@Receive(batch = 2)
			void tell(List<Tell> all) {
			}

		}

	}

	@States(NeverCalled.State.class)
	static class NeverCalled {

		record Tell() implements Message<NeverCalled> {

		}

		sealed interface State {

			@Receive
			void tell(Tell tell);

		}

		record One() implements State {

			@Override
			public void tell(Tell tell) {
			}

		}

		@Receive
		void tell(Tell tell) {
		}

	}

	@States(TwoEntries.State.class)
	static class TwoEntries {

		record Tell() implements Message<TwoEntries> {

		}

		sealed interface State {

		}

		record One() implements State {

			@OnEntry
			void first() {
			}

			@OnEntry
			void second() {
			}

		}

		@Receive
		void tell(Tell tell) {
		}

	}

	@States(EntryTakes.State.class)
	static class EntryTakes {

		record Tell() implements Message<EntryTakes> {

		}

		sealed interface State {

		}

		record One() implements State {

			@OnEntry
			void enter(String what) {
			}

		}

		@Receive
		void tell(Tell tell) {
		}

	}

	@States(EntryReturns.State.class)
	static class EntryReturns {

		record Tell() implements Message<EntryReturns> {

		}

		sealed interface State {

		}

		record One() implements State {

			@OnEntry
			int enter() {
				return 1;
			}

		}

		@Receive
		void tell(Tell tell) {
		}

	}

	@States(EntryHandles.State.class)
	static class EntryHandles {

		record Tell() implements Message<EntryHandles> {

		}

		sealed interface State {

		}

		record One() implements State {

			@OnEntry
			@Receive
			void tell(Tell tell) {
			}

		}

	}

	@States(WrongContext.State.class)
	static class WrongContext {

		record Tell() implements Message<WrongContext> {

		}

		sealed interface State {

		}

		record One() implements State {

			@Receive
			void tell(Tell tell, ActorContext<Both> context) {
			}

		}

	}

}
