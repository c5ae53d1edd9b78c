package dev.actorspring.boot.durable;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.function.Consumer;

import javax.sql.DataSource;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.SetsNoState;
import dev.actorspring.durable.State;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.stereotype.Actor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Handlers of durable actors in transactions, which are not those of the state.
 */
class TransactionalHandlersTests {

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(DurableAutoConfigurations.withoutDatabase())
		.withBean(StateStore.class, () -> this.store)
		.withUserConfiguration(Tables.class);

	@ParameterizedTest
	@ValueSource(classes = { OnMethod.class, OnClass.class, ByMeta.class, OfJakarta.class, Inherited.class,
			MethodBeforeClass.class })
	void transactionThatMayWrite_stopsTheStart(Class<?> actor) {
		ActorConfigurationException failure = failure(actor);
		assertThat(failure)
			.hasMessageMatching("Handler [\\w.$]+\\.handle of the durable actor '[a-z-]+' is @Transactional, but its "
					+ "transaction and the write of the state are two, of which one may be there without the other");
		assertThat(failure.getAction()).contains("let a bean that the handler calls do the work", "an alarm",
				"readOnly = true", "@SetsNoState");
	}

	@Test
	void failureAnalysis_namesTheHandler() {
		FailureAnalysis analysis = DurableFailureAnalysisTests.analyze(this.runner, OnMethod.class);
		assertThat(analysis.getDescription())
			.startsWith("Handler " + OnMethod.class.getName() + ".handle of the durable actor 'on-method' is");
		assertThat(analysis.getAction()).startsWith("Remove @Transactional");
	}

	@Test
	void outcomeThatIsStoredWithTheState_stopsTheStart() {
		ActorConfigurationException failure = failure(Keyed.class);
		assertThat(failure)
			.hasMessageContaining("Keyed.handle of the durable actor 'keyed' is @Transactional, but what "
					+ "comes of the message KeyedWrite, which has an @IdempotencyKey");
		assertThat(failure.getAction()).doesNotContain("@SetsNoState");
	}

	@ParameterizedTest
	@ValueSource(classes = { ReadOnly.class, ReadOnlyBeforeClass.class, Marked.class, Stateless.class })
	void transactionThatCanBeApart_works(Class<?> actor) {
		this.runner.withUserConfiguration(actor).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(ref(context).call(new Write())).isEqualTo(1);
		});
	}

	@Test
	void readOnlyTransaction_maySetTheState() {
		this.runner.withUserConfiguration(ReadOnly.class).run((context) -> {
			ref(context).call(new Write());
			assertThat(this.store.rows()).hasSize(1);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "set", "delete", "setAlarm", "cancelAlarm" })
	void changeInATransaction_crashes_andRollsBack(String change) {
		this.runner.withUserConfiguration(Liar.class).run((context) -> {
			assertThatExceptionOfType(ActorCrashedException.class).isThrownBy(() -> ref(context).call(new Lie(change)))
				.havingRootCause()
				.isInstanceOf(IllegalStateException.class)
				.withMessageStartingWith("The state of liar cannot be set in a transaction");
			assertThat(this.store.rows()).isEmpty();
			assertThat(rows(context)).isZero();
		});
	}

	@Test
	void changeInATransactionOfTheHandlersOwn_crashes_andAfterItWorks() {
		this.runner.withUserConfiguration(ByHand.class).run((context) -> {
			assertThat(catchThrowable(() -> ref(context).call(new Lie("within")))).rootCause()
				.hasMessageStartingWith("The state of by-hand cannot be set in a transaction");
			assertThat(ref(context).call(new Lie("after"))).isEqualTo(1);
			assertThat(this.store.rows()).hasSize(1);
			assertThat(rows(context)).isOne();
		});
	}

	private ActorConfigurationException failure(Class<?> actor) {
		Throwable[] failure = new Throwable[1];
		this.runner.withUserConfiguration(actor).run((context) -> {
			assertThat(context).hasFailed();
			failure[0] = context.getStartupFailure();
		});
		for (Throwable each = failure[0]; each != null; each = each.getCause()) {
			if (each instanceof ActorConfigurationException found) {
				return found;
			}
		}
		throw new AssertionError("Failed otherwise", failure[0]);
	}

	@SuppressWarnings("unchecked")
	private static ActorRef<Object> ref(ApplicationContext context) {
		return context.getBean(ActorRef.class);
	}

	private static int rows(ApplicationContext context) {
		Integer rows = context.getBean(JdbcTemplate.class)
			.queryForObject("select count(*) from written", Integer.class);
		assertThat(rows).isNotNull();
		return rows;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class Tables {

		@Bean
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().generateUniqueName(true).setType(EmbeddedDatabaseType.H2).build();
		}

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		@Bean
		JdbcTemplate jdbcTemplate(DataSource dataSource) {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			jdbc.execute("create table written (id int)");
			return jdbc;
		}

	}

	record Count(int number) {

	}

	record Write() implements Request<Object, Integer> {

	}

	record KeyedWrite(@IdempotencyKey @Nullable String key) implements Request<Object, Integer> {

	}

	record Lie(String change) implements Request<Object, Integer> {

	}

	record Ring() implements Message<Object> {

	}

	@Transactional
	@Retention(RetentionPolicy.RUNTIME)
	@interface Booked {

	}

	@Actor
	static class OnMethod {

		OnMethod(@State(name = "count") Durable<Count> count) {
		}

		@Receive
		@Transactional
		Integer handle(Write write) {
			return 1;
		}

	}

	@Actor
	@Transactional
	static class OnClass {

		OnClass(@State(name = "count") Durable<Count> count) {
		}

		@Receive
		Integer handle(Write write) {
			return 1;
		}

	}

	@Actor
	static class ByMeta {

		ByMeta(@State(name = "count") Durable<Count> count) {
		}

		@Receive
		@Booked
		Integer handle(Write write) {
			return 1;
		}

	}

	@Actor
	static class OfJakarta {

		OfJakarta(@State(name = "count") Durable<Count> count) {
		}

		@Receive
		@jakarta.transaction.Transactional
		Integer handle(Write write) {
			return 1;
		}

	}

	@Transactional
	static class Base {

		@Receive
		Integer handle(Write write) {
			return 1;
		}

	}

	@Actor
	static class Inherited extends Base {

		Inherited(@State(name = "count") Durable<Count> count) {
		}

	}

	@Actor
	@Transactional(readOnly = true)
	static class MethodBeforeClass {

		MethodBeforeClass(@State(name = "count") Durable<Count> count) {
		}

		@Receive
		@Transactional
		Integer handle(Write write) {
			return 1;
		}

	}

	@Actor
	static class Keyed {

		Keyed(@State(name = "count") Durable<Count> count) {
		}

		@Receive
		@Transactional
		@SetsNoState
		Integer handle(KeyedWrite write) {
			return 1;
		}

	}

	@Actor
	static class ReadOnly {

		private final Durable<Count> count;

		ReadOnly(@State(name = "count") Durable<Count> count) {
			this.count = count;
		}

		@Receive
		@Transactional(readOnly = true)
		Integer handle(Write write) {
			return this.count.set(new Count(1)).number();
		}

	}

	@Actor
	@Transactional
	static class ReadOnlyBeforeClass {

		ReadOnlyBeforeClass(@State(name = "count") Durable<Count> count) {
		}

		@Receive
		@Transactional(readOnly = true)
		Integer handle(Write write) {
			return 1;
		}

	}

	@Actor
	static class Marked {

		private final Durable<Count> count;

		private final JdbcTemplate jdbc;

		Marked(@State(name = "count") Durable<Count> count, JdbcTemplate jdbc) {
			this.count = count;
			this.jdbc = jdbc;
		}

		@Receive
		@Transactional
		@SetsNoState
		Integer handle(Write write) {
			return this.jdbc.update("insert into written values (?)", this.count.orElse(new Count(0)).number());
		}

	}

	@Actor
	static class Stateless {

		@Receive
		@Transactional
		Integer handle(Write write) {
			return 1;
		}

	}

	@Actor
	static class Liar {

		private final Durable<Count> count;

		private final Alarms<Liar> alarms;

		private final JdbcTemplate jdbc;

		Liar(@State(name = "count") Durable<Count> count, Alarms<Liar> alarms, JdbcTemplate jdbc) {
			this.count = count;
			this.alarms = alarms;
			this.jdbc = jdbc;
		}

		@Receive
		@Transactional
		@SetsNoState
		Integer handle(Lie lie) {
			this.jdbc.update("insert into written values (1)");
			switch (lie.change()) {
				case "set" -> this.count.set(new Count(1));
				case "delete" -> this.count.delete();
				case "setAlarm" -> this.alarms.set("ring", Duration.ofHours(1), new Ring());
				default -> this.alarms.cancel("ring");
			}
			return 1;
		}

		@Receive
		void ring(Ring ring) {
		}

	}

	@Actor
	static class ByHand {

		private final Durable<Count> count;

		private final JdbcTemplate jdbc;

		private final TransactionTemplate transactions;

		ByHand(@State(name = "count") Durable<Count> count, JdbcTemplate jdbc, PlatformTransactionManager manager) {
			this.count = count;
			this.jdbc = jdbc;
			this.transactions = new TransactionTemplate(manager);
		}

		@Receive
		Integer handle(Lie lie) {
			Consumer<Object> set = (status) -> this.count.set(new Count(1));
			this.transactions.executeWithoutResult((status) -> {
				this.jdbc.update("insert into written values (1)");
				if (lie.change().equals("within")) {
					set.accept(status);
				}
			});
			set.accept(lie);
			return 1;
		}

	}

}
