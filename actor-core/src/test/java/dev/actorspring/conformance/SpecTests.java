package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.RestartType;
import dev.actorspring.supervision.AutoShutdown;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The rule: <em>Intensity: default 3 in 5 s, I = 0 is allowed; {@code ESCALATE} is the
 * default; shutdown time 5 s</em>, and <em>specs validated with a message that says which
 * value is wrong</em>.
 */
class SpecTests extends ConformanceTest {

	@Test
	void defaultsAreThoseOfTheDesign() {
		SupervisorSpec group = SupervisorSpec.named("group").build();
		assertThat(group.strategy()).isEqualTo(RestartStrategy.ONE_FOR_ONE);
		assertThat(group.intensity()).isEqualTo(3);
		assertThat(group.period()).isEqualTo(Duration.ofSeconds(5));
		assertThat(group.giveUp()).isEqualTo(GiveUp.ESCALATE);
		assertThat(group.autoShutdown()).isEqualTo(AutoShutdown.NEVER);
		assertThat(group.dynamic()).isFalse();
		assertThat(group.significant()).isFalse();
		assertThat(actor("a").shutdownTimeout()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void extremesThatMakeSenseAreValid() {
		start((builder) -> builder
			.supervisor(SupervisorSpec.named("strict")
				.intensity(0, Duration.ofNanos(1))
				.child(actor("a").withShutdownTimeout(Duration.ZERO))
				.build())
			.supervisor(SupervisorSpec.named("lax")
				.intensity(Integer.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE))
				.child(this.probes.permanent("b"))
				.build())
			.supervisor(SupervisorSpec.named("empty").build()));
		crash("b");
		awaitJournal("+b2");
	}

	static Stream<Arguments> invalidValues() {
		return Stream.of(
				invalid("negative intensity", () -> named("group").intensity(-1, Duration.ofSeconds(5)).build(),
						"'group'", "intensity -1"),
				invalid("period of zero", () -> named("group").intensity(1, Duration.ZERO).build(), "'group'",
						"period PT0S"),
				invalid("negative period", () -> named("group").intensity(1, Duration.ofSeconds(-5)).build(), "'group'",
						"period PT-5S"),
				invalid("dynamic with children", () -> named("group").dynamic().child(actor("a")).build(), "'group'",
						"dynamic", "children"),
				invalid("dynamic with a strategy",
						() -> named("group").dynamic().strategy(RestartStrategy.REST_FOR_ONE).build(), "'group'",
						"dynamic", "REST_FOR_ONE"),
				invalid("permanent supervisor that is significant", () -> named("group").significant(true).build(),
						"'group'", "significant", "permanent"),
				invalid("permanent actor that is significant", () -> actor("a").withSignificant(true), "'a'",
						"significant", "permanent"),
				invalid("blank supervisor", () -> named(" ").build(), "' '", "blank"),
				invalid("empty supervisor", () -> named("").build(), "''", "blank"),
				invalid("supervisor with a slash", () -> named("a/b").build(), "'a/b'", "slash"),
				invalid("blank actor", () -> actor(" "), "' '", "blank"),
				invalid("actor with a slash", () -> actor("a/b"), "'a/b'", "slash"),
				invalid("negative shutdown time", () -> actor("a").withShutdownTimeout(Duration.ofMillis(-10)), "'a'",
						"shutdown timeout PT-0.01S"),
				invalid("mailbox without room", () -> actor("a").withMailboxCapacity(0), "'a'", "capacity of 0"),
				invalid("negative idle time", () -> actor("a").withPassivateAfter(Duration.ofSeconds(-1)), "'a'",
						"passivated after PT-1S"));
	}

	static Stream<Arguments> invalidTrees() {
		return Stream.of(
				tree("significant actor under never",
						(builder) -> builder.supervisor(named("group").child(significant("a")).build()), "'a'",
						"significant", "'group'", "never"),
				tree("significant supervisor under never",
						(builder) -> builder.supervisor(named("group")
							.child(named("inner").restart(RestartType.TRANSIENT).significant(true).build())
							.build()),
						"'inner'", "significant", "'group'", "never"),
				tree("significant actor under the root", (builder) -> builder.actor(significant("a")), "'a'",
						"significant"),
				tree("two actors of one name", (builder) -> builder.actor(actor("a")).actor(actor("a")), "'a'",
						"twice"),
				tree("two supervisors of one name",
						(builder) -> builder.supervisor(named("group").build())
							.supervisor(named("group").intensity(9, Duration.ofSeconds(9)).build()),
						"'group'", "twice"),
				tree("actor and supervisor of one name",
						(builder) -> builder.supervisor(named("a").build()).actor(actor("a")), "'a'", "twice"),
				tree("one name at different depths", (builder) -> builder.supervisor(
						named("outer").child(actor("a")).child(named("inner").child(actor("a")).build()).build()),
						"'a'", "twice"),
				tree("unknown name",
						(builder) -> builder.actor(actor("a")).supervisor(named("group").children("a", "b").build()),
						"'group'", "'b'", "not registered"),
				tree("unknown class", (builder) -> builder.supervisor(named("group").children(Probe.class).build()),
						"'group'", Probe.class.getName(), "not registered"),
				tree("several of a class",
						(builder) -> builder.actor(actor("a"))
							.actor(actor("b"))
							.supervisor(named("group").children(Probe.class).build()),
						"'group'", Probe.class.getName(), "[a, b]"),
				tree("claimed by two",
						(builder) -> builder.actor(actor("a"))
							.supervisor(named("one").children("a").build())
							.supervisor(named("two").children("a").build()),
						"'a'", "twice", "'one'", "'two'"),
				tree("claimed twice by one",
						(builder) -> builder.actor(actor("a")).supervisor(named("group").children("a", "a").build()),
						"'a'", "twice", "'group'"),
				tree("its own child", (builder) -> builder.supervisor(named("group").children("group").build()),
						"circle", "group under group"),
				tree("circle of three",
						(builder) -> builder.supervisor(named("one").children("two").build())
							.supervisor(named("two").children("three").build())
							.supervisor(named("three").children("one").build()),
						"circle", "one under three under two under one"),
				tree("actor named root", (builder) -> builder.actor(actor("root")), "'root'"),
				tree("supervisor named root", (builder) -> builder.supervisor(named("root").build()), "'root'"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "invalidValues", "invalidTrees" })
	void invalidSpecIsRefusedWithAMessageThatNamesWhatIsWrong(ThrowingCallable attempt, String[] named) {
		assertRefused(catchThrowable(attempt), named);
	}

	static Stream<Arguments> invalidStarts() {
		return Stream.of(
				atRunTime("significant actor under never", (group) -> group.start(significant("b")), "'b'",
						"significant"),
				atRunTime("significant supervisor under never",
						(group) -> group.start(named("b").restart(RestartType.TEMPORARY).significant(true).build()),
						"'b'", "significant"),
				atRunTime("significant actor deeper down",
						(group) -> group.start(named("b").child(significant("c")).build()), "'c'", "significant"),
				atRunTime("two children of one name",
						(group) -> group.start(named("b").child(actor("c")).child(actor("c")).build()), "'c'", "twice"),
				atRunTime("child that is not given inline", (group) -> group.start(named("b").children("a").build()),
						"'b'", "'a'", "not registered"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("invalidStarts")
	void invalidSpecIsRefusedAtRunTimeAndNothingIsAdded(RunTimeStart attempt, String[] named) {
		Supervisor group = startGroup((builder) -> builder.child(this.probes.permanent("a")));
		Throwable refusal = catchThrowable(() -> {
			Throwable failure = failure(attempt.on(group));
			if (failure != null) {
				throw failure;
			}
		});
		assertRefused(refusal, named);
		assertThat(ids(group)).containsExactly("a");
	}

	@Test
	void keyedFamilyCannotBeStartedAtRunTime() {
		Supervisor group = startGroup((builder) -> builder.child(this.probes.permanent("a")));
		assertThat(catchThrowable(() -> group.start(this.probes.keyed("b"))))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("'b'");
	}

	private static void assertRefused(Throwable refusal, String[] named) {
		assertThat(refusal).isInstanceOf(ActorConfigurationException.class).hasMessageContainingAll(named);
		assertThat(((ActorConfigurationException) refusal).getAction()).isNotBlank();
	}

	private static Arguments invalid(String what, ThrowingCallable attempt, String... named) {
		return Arguments.of(Named.of(what, attempt), named);
	}

	private static Arguments tree(String what, UnaryOperator<ActorSystemBuilder> setup, String... named) {
		return invalid(what, () -> setup.apply(ActorSystem.builder()).build(), named);
	}

	private static Arguments atRunTime(String what, RunTimeStart attempt, String... named) {
		return Arguments.of(Named.of(what, attempt), named);
	}

	private static SupervisorSpec.Builder named(String name) {
		return SupervisorSpec.named(name);
	}

	private static ActorSpec<Probe> actor(String name) {
		return new Probes().permanent(name);
	}

	private static ActorSpec<Probe> significant(String name) {
		return actor(name).withRestart(RestartType.TRANSIENT).withSignificant(true);
	}

	@FunctionalInterface
	interface RunTimeStart {

		CompletableFuture<?> on(Supervisor supervisor);

	}

}
