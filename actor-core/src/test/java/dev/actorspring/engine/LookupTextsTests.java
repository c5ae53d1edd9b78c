package dev.actorspring.engine;

import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a developer reads who looks for an actor that is not there.
 */
class LookupTextsTests {

	private static ActorSystem system(ActorSpec<?>... specs) {
		ActorSystemBuilder builder = ActorSystem.builder();
		List.of(specs).forEach(builder::actor);
		return builder.build();
	}

	static Stream<Arguments> lookups() {
		ActorSystem empty = system();
		ActorSystem some = system(SystemTest.counter("one"), SystemTest.counter("two"),
				ActorSpec.keyed("doers", Doer.class, Doer::new));
		String counter = Counter.class.getName();
		String doer = Doer.class.getName();
		return Stream.of(lookup(() -> empty.actor(Counter.class), "There is no actor of " + counter),
				lookup(() -> empty.actor("one", Counter.class), "There is no actor 'one': there are no actors"),
				lookup(() -> empty.keyed("doers", Doer.class),
						"There is no keyed family 'doers': there are no keyed families"),
				lookup(() -> some.actor(Counter.class),
						"There are several actors of " + counter + ": one, two. Give the name, too."),
				lookup(() -> some.actor("three", Counter.class), "There is no actor 'three', only one, two"),
				lookup(() -> some.actor(Doer.class),
						"There is no actor of " + doer
								+ ", but a keyed family: use keyed(…), and the ref of one of its keys"),
				lookup(() -> some.actor("doers", Doer.class),
						"There is no actor 'doers', but a keyed family: use keyed(…), and the ref of one of its keys"),
				lookup(() -> some.keyed(Counter.class),
						"There is no keyed family of " + counter + ", but a single actor: use actor(…)"),
				lookup(() -> some.keyed("one", Counter.class),
						"There is no keyed family 'one', but a single actor: use actor(…)"),
				lookup(() -> some.actor("one", Doer.class), "The actor 'one' is a " + counter + ", not a " + doer),
				lookup(() -> some.supervisor("payments"), "There is no supervisor 'payments', only root"));
	}

	@ParameterizedTest
	@MethodSource("lookups")
	void whatIsNotThereIsNamedWithWhatIs(ThrowingCallable attempt, String text) {
		assertThatIllegalArgumentException().isThrownBy(attempt).withMessage(text);
	}

	@Test
	void unknownChildWhereNothingIsRegisteredIsNotToBeChosenAmongNone() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSystem.builder()
				.supervisor(SupervisorSpec.named("group").children(Counter.class).build())
				.build())
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Register it. No actor and no other supervisor is registered yet."));
	}

	@Test
	void childThatIsListedTwiceIsNoMatterOfTwoSupervisors() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSystem.builder()
				.actor(SystemTest.counter("one"))
				.supervisor(SupervisorSpec.named("group").children("one", "one").build())
				.build())
			.withMessage("'one' is twice among the children of supervisor 'group'");
	}

	private static Arguments lookup(ThrowingCallable attempt, String text) {
		return Arguments.of(attempt, text);
	}

}
