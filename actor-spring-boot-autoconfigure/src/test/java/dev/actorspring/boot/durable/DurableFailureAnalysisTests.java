package dev.actorspring.boot.durable;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.State;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.stereotype.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wrong uses stop the start, and what is shown says what to change.
 */
class DurableFailureAnalysisTests {

	private final ApplicationContextRunner withStore = new ApplicationContextRunner()
		.withConfiguration(DurableAutoConfigurations.withoutDatabase())
		.withBean(StateStore.class, InMemoryStateStore::new);

	private final ApplicationContextRunner withoutStore = new ApplicationContextRunner()
		.withConfiguration(DurableAutoConfigurations.withoutDatabase());

	private final ApplicationContextRunner withDatabase = new ApplicationContextRunner()
		.withConfiguration(DurableAutoConfigurations.all())
		.withPropertyValues("spring.datasource.generate-unique-name=true");

	@Test
	void stateThatIsNoRecord() {
		FailureAnalysis analysis = analyze(this.withStore, NoRecord.class);
		assertThat(analysis.getDescription()).startsWith("Actor 'no-record' cannot have its state: ")
			.contains("Mutable");
		assertThat(analysis.getAction()).contains("record");
	}

	@Test
	void twoStates() {
		FailureAnalysis analysis = analyze(this.withStore, Greedy.class);
		assertThat(analysis.getDescription())
			.contains("Actor 'greedy' takes 2 states, but can have one: Parameter 0 of " + "constructor in "
					+ Greedy.class.getName());
		assertThat(analysis.getAction()).isEqualTo("Put all that it has to keep into one record.");
	}

	@Test
	void twoStatesOfOneName() {
		FailureAnalysis analysis = analyze(this.withStore, Shelved.class, Numbered.class);
		assertThat(analysis.getDescription()).contains("'shelved' and 'numbered' have two states of one name",
				Level.class.getName(), Other.class.getName());
		assertThat(analysis.getAction()).startsWith("Give one of them another name");
	}

	@Test
	void stateThatIsRegisteredByHandToo() {
		FailureAnalysis analysis = analyze(this.withStore, Shelved.class, ByHand.class);
		assertThat(analysis.getDescription()).contains("The state of 'shelved' is registered twice");
		assertThat(analysis.getAction()).contains("registered already");
	}

	@Test
	void stateOfAPool() {
		FailureAnalysis analysis = analyze(this.withStore, Pooled.class);
		assertThat(analysis.getDescription()).isEqualTo(
				"Actor 'pooled' is a pool, but has a durable state, of which each of its workers would write its own.");
		assertThat(analysis.getAction()).startsWith("Remove @Pool");
	}

	@Test
	void annotationWithoutDurable() {
		FailureAnalysis analysis = analyze(this.withStore, NoDurable.class);
		assertThat(analysis.getDescription()).isEqualTo("Parameter 0 of constructor in " + NoDurable.class.getName()
				+ " has the annotation @State, but is a Level and no Durable.");
	}

	@Test
	void durableWithoutAnnotation() {
		FailureAnalysis analysis = analyze(this.withStore, Nameless.class);
		assertThat(analysis.getDescription()).contains("is a Durable, but has no name");
		assertThat(analysis.getAction()).contains("@State(name = \"stock-level\") Durable<Level>");
	}

	@Test
	void durableOfWhat() {
		assertThat(analyze(this.withStore, Raw.class).getDescription()).contains("is a Durable of nobody knows what");
	}

	@Test
	void alarmsWithoutState() {
		FailureAnalysis analysis = analyze(this.withStore, Forgetful.class);
		assertThat(analysis.getDescription()).contains("is for alarms, which are kept with a state, and there is none");
		assertThat(analysis.getAction()).contains("Take a state as well");
	}

	@Test
	void durableInAField() {
		FailureAnalysis analysis = analyze(this.withStore, InField.class);
		assertThat(analysis.getDescription()).startsWith("Field level in " + InField.class.getName());
		assertThat(analysis.getAction()).startsWith("Take it by the constructor");
	}

	@ParameterizedTest
	@ValueSource(classes = { Elsewhere.class, WithActor.class, FieldElsewhere.class })
	void durableInABeanThatIsNoActor(Class<?> bean) {
		FailureAnalysis analysis = analyze(this.withStore, Ledger.class, bean);
		assertThat(analysis.getDescription()).contains(bean.getName())
			.endsWith("is for the state of an actor, but what takes it is none.");
		assertThat(analysis.getAction()).contains("DurableStates");
	}

	@Test
	void nameThatCannotBeStored() {
		assertThat(analyze(this.withStore, BadName.class).getDescription()).contains("'bad name'", "Actor 'bad-name'");
	}

	@Test
	void noStore() {
		FailureAnalysis analysis = analyze(
				this.withoutStore.withClassLoader(new FilteredClassLoader("dev.actorspring.durable.jdbc")),
				Ledger.class);
		assertThat(analysis.getDescription()).isEqualTo("There is no store for the states of actors.");
		assertThat(analysis.getAction()).contains("actor-spring-boot-starter-durable");
	}

	@Test
	void noDataSource() {
		FailureAnalysis analysis = analyze(this.withoutStore, Ledger.class);
		assertThat(analysis.getDescription()).contains("there is no DataSource");
		assertThat(analysis.getAction()).contains("spring-boot-starter-jdbc", "spring.datasource.url", "StateStore");
	}

	@Test
	void severalDataSources() {
		FailureAnalysis analysis = analyze(this.withoutStore, Ledger.class, SeveralDataSources.class);
		assertThat(analysis.getDescription()).endsWith("There are: here, there.");
		assertThat(analysis.getAction()).contains("@ActorDataSource");
	}

	@Test
	void tableThatIsMissing() {
		FailureAnalysis analysis = analyze(
				this.withDatabase.withPropertyValues("actor.durable.initialize-schema=never"), Ledger.class);
		assertThat(analysis.getDescription()).contains("'actor_state'");
		assertThat(analysis.getAction()).contains("dev/actorspring/durable/jdbc/schema-h2.sql",
				"actor.durable.initialize-schema");
	}

	@Test
	void databaseThatIsNotSupported() {
		FailureAnalysis analysis = analyze(
				this.withoutStore.withBean(DataSource.class, () -> new NamedDataSource("Paradox")), Ledger.class);
		assertThat(analysis.getDescription()).contains("'Paradox'");
		assertThat(analysis.getAction()).contains("StateStore");
	}

	@Test
	void databaseThatIsAway() {
		FailureAnalysis analysis = analyze(
				this.withoutStore.withBean(DataSource.class,
						() -> new SimpleDriverDataSource(new org.h2.Driver(), "jdbc:h2:tcp://localhost:1/none")),
				Ledger.class);
		assertThat(analysis.getDescription()).startsWith("The states of actors cannot be kept: ");
		assertThat(analysis.getAction()).contains("that the database runs");
	}

	@Test
	void unknownStates_namesThoseThereAre() {
		FailureAnalysis analysis = analyze(this.withStore, Stock.class, Ledger.class, Curious.class);
		assertThat(analysis.getDescription()).isEqualTo("Parameter 0 of constructor in " + Curious.class.getName()
				+ " required DurableStates<Other>, but there is no such state.");
		assertThat(analysis.getAction()).contains("Level of 'stock'").contains("Total of 'ledger'");
	}

	@Test
	void statesOfNoActor_saysHowToHaveOne() {
		FailureAnalysis analysis = analyze(this.withStore, Curious.class);
		assertThat(analysis.getAction()).contains("Durable<Other>");
	}

	@Test
	void unknownQualifier_namesThoseThereAre() {
		FailureAnalysis analysis = analyze(this.withStore, Stock.class, Misled.class);
		assertThat(analysis.getDescription()).contains("DurableStates<Level>, but there is no such state");
		assertThat(analysis.getAction()).contains("Level of 'stock'");
	}

	@Test
	void ambiguousStates_adviseAQualifier() {
		FailureAnalysis analysis = analyze(this.withStore, Stock.class, Shelf.class, Undecided.class);
		assertThat(analysis.getDescription()).contains("which several actors have: Level of 'stock', Level of 'shelf'");
		assertThat(analysis.getAction()).contains("@Qualifier(\"stock\")");
	}

	@Test
	void switchedOff_saysSo() {
		FailureAnalysis analysis = analyze(this.withStore.withPropertyValues("actor.durable.enabled=false"),
				Ledger.class);
		assertThat(analysis.getDescription()).contains("Durable<Total>", "switched off");
		assertThat(analysis.getAction()).contains("actor.durable.enabled");
	}

	/**
	 * Asks the analyzers as Spring Boot does: the first that has an answer.
	 */
	static FailureAnalysis analyze(ApplicationContextRunner runner, Class<?>... configuration) {
		AtomicReference<ConfigurableApplicationContext> created = new AtomicReference<>();
		AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
		runner.withInitializer(created::set).withUserConfiguration(configuration).run((context) -> {
			assertThat(context).hasFailed();
			Throwable failure = context.getStartupFailure();
			for (FailureAnalyzer analyzer : analyzers(created.get())) {
				if (analysis.get() == null) {
					analysis.set(analyzer.analyze(failure));
				}
			}
			assertThat(analysis.get()).as(failure::toString).isNotNull();
		});
		return analysis.get();
	}

	private static List<FailureAnalyzer> analyzers(ConfigurableApplicationContext context) {
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
				.and(Environment.class, context.getEnvironment()));
	}

	record Level(int pieces) {

	}

	record Other(int number) {

	}

	static class Mutable {

	}

	@Actor
	static class NoRecord {

		NoRecord(@State(name = "mutable") Durable<Mutable> state) {
		}

	}

	@Actor
	static class Greedy {

		Greedy(@State(name = "one") Durable<Level> one, @State(name = "two") Durable<Other> two) {
		}

	}

	@Actor
	@Pool(size = 2)
	static class Pooled {

		Pooled(@State(name = "level") Durable<Level> level) {
		}

	}

	@Actor
	static class Shelved {

		Shelved(@State(name = "level") Durable<Level> level) {
		}

	}

	@Actor
	static class Numbered {

		Numbered(@State(name = "level") Durable<Other> number) {
		}

	}

	static class ByHand {

		ByHand(DurableActors durable) {
			durable.register("shelved", Level.class, "level", 1);
		}

	}

	@Actor
	static class NoDurable {

		NoDurable(@State(name = "level") Level level) {
		}

	}

	@KeyedActor
	static class Nameless {

		Nameless(Durable<Level> level) {
		}

	}

	@Actor
	static class Raw {

		@SuppressWarnings("rawtypes")
		Raw(@State(name = "level") Durable level) {
		}

	}

	@Actor
	static class Forgetful {

		Forgetful(Alarms<Forgetful> alarms) {
		}

	}

	@Actor
	static class BadName {

		BadName(@State(name = "bad name") Durable<Level> level) {
		}

	}

	@KeyedActor
	static class InField {

		@Autowired
		private Durable<Level> level;

		@Receive
		void ping(Pinged ping) {
			this.level.get();
		}

		record Pinged() implements Message<InField> {

		}

	}

	static class Elsewhere {

		Elsewhere(@State(name = "level") Durable<Level> level) {
		}

	}

	@Scope("actor")
	static class WithActor {

		WithActor(@State(name = "level") Durable<Level> level) {
		}

	}

	static class FieldElsewhere {

		@Autowired
		Durable<Level> level;

	}

	static class Curious {

		Curious(DurableStates<Other> states) {
		}

	}

	static class Misled {

		Misled(@Qualifier("stocks") DurableStates<Stock.Level> states) {
		}

	}

	static class Undecided {

		Undecided(DurableStates<Stock.Level> states) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shelf {

		@Bean
		@KeyedActor
		Stock shelf(@State(name = "shelf-level") Durable<Stock.Level> level) {
			return new Stock(level);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SeveralDataSources {

		@Bean
		DataSource here() {
			return new EmbeddedDatabaseBuilder().generateUniqueName(true).setType(EmbeddedDatabaseType.H2).build();
		}

		@Bean
		DataSource there() {
			return here();
		}

	}

}
