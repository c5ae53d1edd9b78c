package dev.actorspring.boot.observation;

import java.util.List;

import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.context.ContextPropagation;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.TurnObserver;
import dev.actorspring.system.TurnOutcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PathInMdcTests {

	private static final Clerk.Compare MESSAGE = new Clerk.Compare("7");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorObservationAutoConfiguration.class, ActorAutoConfiguration.class,
				ObservationAutoConfiguration.class))
		.withConfiguration(ContextPropagation.autoConfiguration())
		.withUserConfiguration(Clerk.class);

	private final ApplicationContextRunner listening = this.runner.withBean(Listener.class);

	@AfterEach
	void clear() {
		MDC.clear();
	}

	/**
	 * What clerk 42 sees before it asks, what the other sees, and what 42 sees then.
	 */
	private static List<String> seen(ApplicationContext context) {
		KeyedActors<Clerk> clerks = context.getBean(ActorSystem.class).keyed(Clerk.class);
		return clerks.get("42").call(MESSAGE);
	}

	@Test
	void messagesAreObserved_handlersHaveThePathOfTheirActor() {
		this.listening.run((context) -> assertThat(seen(context)).containsExactly("clerk/42", "clerk/7", "clerk/42"));
	}

	@Test
	void nobodyListens_isNotThere() {
		this.runner.run((context) -> {
			assertThat(context.getBean(TurnObserver.Factory.class).create("clerk", "Compare")).isNull();
			assertThat(seen(context)).containsOnly("none");
		});
	}

	@Test
	void nobodyListensButItIsAskedFor_isThere() {
		this.runner.withPropertyValues("actor.observations.mdc=true")
			.run((context) -> assertThat(seen(context)).containsExactly("clerk/42", "clerk/7", "clerk/42"));
	}

	@Test
	void messagesAreObservedButItIsNotWanted_isNotThere() {
		this.listening.withPropertyValues("actor.observations.mdc=false").run((context) -> {
			assertThat(seen(context)).containsOnly("none");
			assertThat(context.getBean(Listener.class).count).isEqualTo(2);
		});
	}

	@Test
	void end_putsBackWhatWasThere() {
		PathInMdc observer = new PathInMdc(null);
		observer.begin("clerk/42", MESSAGE).end(TurnOutcome.SUCCESS, null);
		assertThat(MDC.get(PathInMdc.KEY)).isNull();
		MDC.put(PathInMdc.KEY, "sender");
		observer.begin("clerk/42", MESSAGE).end(TurnOutcome.SUCCESS, null);
		assertThat(MDC.get(PathInMdc.KEY)).isEqualTo("sender");
	}

	@Test
	void otherObserverFails_leavesNothingBehind() {
		PathInMdc failsAtTheBeginning = new PathInMdc((path, message) -> {
			throw new IllegalStateException("begin");
		});
		assertThatIllegalStateException().isThrownBy(() -> failsAtTheBeginning.begin("clerk/42", MESSAGE));
		assertThat(MDC.get(PathInMdc.KEY)).isNull();
		PathInMdc failsAtTheEnd = new PathInMdc((path, message) -> (outcome, thrown) -> {
			throw new IllegalStateException("end");
		});
		TurnObserver.Observed observed = failsAtTheEnd.begin("clerk/42", MESSAGE);
		assertThatIllegalStateException().isThrownBy(() -> observed.end(TurnOutcome.SUCCESS, null));
		assertThat(MDC.get(PathInMdc.KEY)).isNull();
	}

	@KeyedActor("clerk")
	static class Clerk {

		private final KeyedActors<Clerk> clerks;

		Clerk(KeyedActors<Clerk> clerks) {
			this.clerks = clerks;
		}

		@Receive
		List<String> compare(Compare compare) {
			String before = path();
			return List.of(before, this.clerks.get(compare.other()).call(new GetPath()), path());
		}

		@Receive
		String path(GetPath message) {
			return path();
		}

		private static String path() {
			String path = MDC.get("actor.path");
			return (path != null) ? path : "none";
		}

		record Compare(String other) implements Request<Clerk, List<String>> {

		}

		record GetPath() implements Request<Clerk, String> {

		}

	}

	static class Listener implements ObservationHandler<ActorObservationContext> {

		private volatile int count;

		@Override
		public synchronized void onStart(ActorObservationContext context) {
			this.count++;
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ActorObservationContext;
		}

	}

}
