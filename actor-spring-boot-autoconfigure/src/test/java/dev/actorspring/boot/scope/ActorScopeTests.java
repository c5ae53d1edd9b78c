package dev.actorspring.boot.scope;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorSystem;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

class ActorScopeTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
		.withBean(Journal.class);

	@Test
	void postConstructRunsForEachIncarnation() {
		this.contextRunner.withUserConfiguration(Worker.class, Tally.class, Tool.class).run((context) -> {
			Journal journal = context.getBean(Journal.class);
			assertThat(journal.entries).containsExactly("tool 1 up", "worker 1 up");
			worker(context).tell(new Worker.Crash());
			Awaitility.await().until(() -> journal.entries.contains("worker 2 up"));
			assertThat(journal.entries).endsWith("tool 2 up", "worker 2 up");
		});
	}

	@Test
	void preDestroyRunsInReverseOrderOfCreationWhenAnIncarnationEnds() {
		this.contextRunner.withUserConfiguration(Worker.class, Tally.class, Tool.class).run((context) -> {
			Journal journal = context.getBean(Journal.class);
			journal.entries.clear();
			worker(context).tell(new Worker.Crash());
			Awaitility.await().until(() -> journal.entries.contains("worker 2 up"));
			assertThat(journal.entries).containsExactly("worker 1 down", "tool 1 down", "tool 2 up", "worker 2 up");
			journal.entries.clear();
			context.close();
			assertThat(journal.entries).containsExactly("worker 2 down", "tool 2 down");
		});
	}

	@Test
	void beansOfTheScopeAreSharedWithinAnIncarnationAndFreshInTheNext() {
		this.contextRunner.withUserConfiguration(Worker.class, Tally.class, Tool.class).run((context) -> {
			assertThat(worker(context).call(new Worker.Count())).isEqualTo(1);
			assertThat(worker(context).call(new Worker.Count())).isEqualTo(2);
			worker(context).tell(new Worker.Crash());
			assertThat(worker(context).call(new Worker.Count())).isEqualTo(1);
		});
	}

	@Test
	void failureOfPostConstructFailsTheStartAndDestroysWhatWasCreated() {
		Journal journal = new Journal();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
			.withBean(Journal.class, () -> journal)
			.withUserConfiguration(Broken.class, Tally.class, Tool.class)
			.run((context) -> {
				assertThat(context).getFailure().rootCause().hasMessage("no database");
				assertThat(journal.entries).containsExactly("tool 1 up", "tool 1 down");
			});
	}

	@Test
	void beanOfTheScopeIsNotThereOutsideAnActor() {
		this.contextRunner.withUserConfiguration(Worker.class, Tally.class, Tool.class, Outsider.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("can only be had while an actor is created"));
	}

	private static ActorRef<Worker> worker(ApplicationContext context) {
		return context.getBean(ActorSystem.class).actor(Worker.class);
	}

	static class Journal {

		private final List<String> entries = new CopyOnWriteArrayList<>();

	}

	@Actor
	static class Worker {

		private final ActorContext<Worker> context;

		private final Tally tally;

		private final Tool tool;

		private final Journal journal;

		Worker(ActorContext<Worker> context, Tally tally, Tool tool, Journal journal) {
			this.context = context;
			this.tally = tally;
			this.tool = tool;
			this.journal = journal;
		}

		@PostConstruct
		void up() {
			this.journal.entries.add("worker " + this.context.incarnation() + " up");
		}

		@PreDestroy
		void down() {
			this.journal.entries.add("worker " + this.context.incarnation() + " down");
		}

		@Receive
		Integer count(Count count) {
			this.tally.value++;
			return this.tool.tally.value;
		}

		@Receive
		void crash(Crash crash) {
			throw new IllegalStateException("on purpose");
		}

		record Count() implements Request<Worker, Integer> {

		}

		record Crash() implements Message<Worker> {

		}

	}

	@Scope("actor")
	static class Tally {

		private int value;

	}

	@Scope("actor")
	static class Tool {

		private final Tally tally;

		private final ActorContext<?> context;

		private final Journal journal;

		Tool(Tally tally, ActorContext<?> context, Journal journal) {
			this.tally = tally;
			this.context = context;
			this.journal = journal;
		}

		@PostConstruct
		void up() {
			this.journal.entries.add("tool " + this.context.incarnation() + " up");
		}

		@PreDestroy
		void down() {
			this.journal.entries.add("tool " + this.context.incarnation() + " down");
		}

	}

	@Actor
	static class Broken {

		Broken(Tool tool) {
		}

		@PostConstruct
		void up() {
			throw new IllegalStateException("no database");
		}

		@PreDestroy
		void down() {
			throw new IllegalStateException("must not be called");
		}

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Broken> {

		}

	}

	static class Outsider {

		Outsider(Tally tally) {
		}

	}

}
