package dev.actorspring.boot.durable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.State;
import dev.actorspring.durable.jdbc.JdbcStateStore;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.runtime.DurableListener;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ActorDurableAutoConfigurationTests {

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final ApplicationContextRunner withStore = new ApplicationContextRunner()
		.withConfiguration(DurableAutoConfigurations.withoutDatabase())
		.withBean(StateStore.class, () -> this.store);

	private final ApplicationContextRunner withDatabase = new ApplicationContextRunner()
		.withConfiguration(DurableAutoConfigurations.all())
		.withPropertyValues("spring.datasource.generate-unique-name=true");

	@Test
	void stateIsInjected_andWrittenBeforeTheReply() {
		this.withStore.withUserConfiguration(Stock.class, Ledger.class).run((context) -> {
			assertThat(stock(context.getBean("stock"), "bolt").ask(new Stock.Deliver(3)).toCompletableFuture().join())
				.isEqualTo(new Stock.Level(3));
			assertThat(this.store.row(new StateKey("stock", "bolt"))).isPresent();
			ledger(context.getBean("ledger")).ask(new Ledger.Add(5)).toCompletableFuture().join();
			assertThat(this.store.row(new StateKey("ledger", ""))).isPresent();
		});
	}

	@Test
	void stateIsThere_whenTheConstructorRuns() {
		this.withStore.withUserConfiguration(Stock.class).run((context) -> {
			ActorRef<Stock> bolt = stock(context.getBean("stock"), "bolt");
			bolt.ask(new Stock.Deliver(3)).toCompletableFuture().join();
			await().until(() -> bolt.ask(new Stock.Before()).toCompletableFuture().join() == 3);
		});
	}

	@Test
	void alarmsAreInjected_inAnyOrder() {
		this.withStore.withUserConfiguration(Clock.class).run((context) -> {
			ActorRef<Clock> clock = cast(context.getBean("clock"));
			assertThat(clock.ask(new Clock.Wind()).toCompletableFuture().join()).isZero();
			await().until(() -> clock.ask(new Clock.Read()).toCompletableFuture().join() == 1);
		});
	}

	@Test
	void secondInstance_waitsForTheLease() {
		ApplicationContextRunner withLease = this.withStore.withUserConfiguration(Ledger.class)
			.withPropertyValues("actor.durable.lease=1m");
		withLease.run((first) -> {
			await().until(() -> first.getBean(DurableActors.class).isServing());
			ledger(first.getBean("ledger")).ask(new Ledger.Add(5)).toCompletableFuture().join();
		});
		// It was released.
		withLease.run((second) -> {
			await().until(() -> second.getBean(DurableActors.class).isServing());
			assertThat(ledger(second.getBean("ledger")).ask(new Ledger.Add(5)).toCompletableFuture().join())
				.isEqualTo(new Ledger.Total(10));
		});
	}

	@Test
	void beanMethodTakesState() {
		this.withStore.withUserConfiguration(Factories.class).run((context) -> {
			assertThat(stock(context.getBean("shelf"), "a").ask(new Stock.Deliver(1)).toCompletableFuture().join())
				.isEqualTo(new Stock.Level(1));
			assertThat(this.store.row(new StateKey("shelf", "a"))).isPresent();
		});
	}

	@Test
	void statesAreChosen_byTypeOrQualifier() {
		this.withStore.withUserConfiguration(Stock.class, Factories.class, Ledger.class, Reader.class)
			.run((context) -> {
				Reader reader = context.getBean(Reader.class);
				stock(context.getBean("stock"), "bolt").ask(new Stock.Deliver(3)).toCompletableFuture().join();
				ledger(context.getBean("ledger")).ask(new Ledger.Add(5)).toCompletableFuture().join();
				assertThat(reader.stock().find("bolt")).contains(new Stock.Level(3));
				assertThat(reader.stock().count()).isOne();
				assertThat(reader.ledger().find("")).contains(new Ledger.Total(5));
			});
	}

	@Test
	void withoutStates_noStoreIsAskedFor() {
		this.withDatabase.withPropertyValues("spring.datasource.url=jdbc:h2:tcp://localhost:1/none")
			.withUserConfiguration(Plain.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeanFactory().containsSingleton("durableActors")).isFalse();
			});
	}

	@Test
	void disabled_isNotThere() {
		this.withStore.withPropertyValues("actor.durable.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DurableActors.class));
	}

	@Test
	void noDurableModule_isNotThere() {
		new ApplicationContextRunner().withConfiguration(DurableAutoConfigurations.withoutDatabase())
			.withClassLoader(new FilteredClassLoader("dev.actorspring.durable"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("durableActors"));
	}

	@Test
	void noJdbcModule_usersStoreWorks() {
		this.withStore
			.withClassLoader(new FilteredClassLoader("dev.actorspring.durable.jdbc", "org.springframework.jdbc",
					"org.springframework.boot.jdbc", "org.springframework.boot.sql", "com.zaxxer"))
			.withUserConfiguration(Ledger.class)
			.run((context) -> assertThat(
					ledger(context.getBean("ledger")).ask(new Ledger.Add(5)).toCompletableFuture().join())
				.isEqualTo(new Ledger.Total(5)));
	}

	@Test
	void database_isTheStore() {
		this.withDatabase.withUserConfiguration(Ledger.class)
			.run((context) -> assertThat(context).getBean(StateStore.class).isInstanceOf(JdbcStateStore.class));
	}

	@Test
	void usersStore_wins() {
		this.withDatabase.withBean(StateStore.class, () -> this.store)
			.withUserConfiguration(Ledger.class)
			.run((context) -> {
				assertThat(context).hasSingleBean(StateStore.class).doesNotHaveBean(ActorDatabase.class);
				ledger(context.getBean("ledger")).ask(new Ledger.Add(5)).toCompletableFuture().join();
				assertThat(this.store.rows()).hasSize(1);
			});
	}

	@Test
	void usersDurableActors_win() {
		DurableActors own = DurableActors.builder(this.store).closing(Duration.ofSeconds(1)).build();
		new ApplicationContextRunner().withConfiguration(DurableAutoConfigurations.withoutDatabase())
			.withBean(DurableActors.class, () -> own)
			.withUserConfiguration(Ledger.class)
			.run((context) -> {
				assertThat(context).getBean(DurableActors.class).isSameAs(own);
				ledger(context.getBean("ledger")).ask(new Ledger.Add(5)).toCompletableFuture().join();
				assertThat(this.store.rows()).hasSize(1);
			});
	}

	@Test
	void markedDataSource_isTaken() {
		this.withDatabase.withUserConfiguration(Ledger.class, TwoDataSources.class).run((context) -> {
			ledger(context.getBean("ledger")).ask(new Ledger.Add(5)).toCompletableFuture().join();
			assertThat(tables(context.getBean("forActors", DataSource.class))).contains("ACTOR_STATE");
			assertThat(tables(context.getBean("other", DataSource.class))).doesNotContain("ACTOR_STATE");
		});
	}

	@Test
	void properties_areBound() {
		this.withDatabase
			.withPropertyValues("actor.durable.patience=1m", "actor.durable.lease=10s",
					"actor.durable.initialize-schema=embedded", "actor.durable.max-state-size=1KB",
					"actor.durable.lock-timeout=1s", "actor.durable.connections=2")
			.withUserConfiguration(Ledger.class)
			.run((context) -> {
				assertThat(context.getBean(DurableProperties.class))
					.isEqualTo(new DurableProperties(true, Duration.ofMinutes(1), Duration.ofSeconds(10)));
				assertThat(context.getBean(JdbcStateStoreProperties.class)).isEqualTo(new JdbcStateStoreProperties(
						DatabaseInitializationMode.EMBEDDED, DataSize.ofKilobytes(1), Duration.ofSeconds(1), 2));
			});
	}

	@Test
	void propertiesThatMakeNoSense_areRefused() {
		for (String property : List.of("patience=0s", "lease=10ms", "max-state-size=0B", "lock-timeout=0s",
				"connections=-1")) {
			this.withDatabase.withPropertyValues("actor.durable." + property)
				.withUserConfiguration(Ledger.class)
				.run((context) -> assertThat(context).hasFailed());
		}
	}

	@Test
	void everyListener_hears() {
		Counting one = new Counting();
		Counting other = new Counting();
		this.withStore.withBean("one", DurableListener.class, () -> one)
			.withBean("other", DurableListener.class, () -> other)
			.withUserConfiguration(Ledger.class)
			.run((context) -> {
				ledger(context.getBean("ledger")).ask(new Ledger.Add(5)).toCompletableFuture().join();
				await().until(() -> one.rows == 1 && other.rows == 1);
			});
	}

	@SuppressWarnings("unchecked")
	private static <T> T cast(Object bean) {
		return (T) bean;
	}

	@SuppressWarnings("unchecked")
	private static ActorRef<Stock> stock(Object family, String key) {
		return ((KeyedActors<Stock>) family).get(key);
	}

	@SuppressWarnings("unchecked")
	private static ActorRef<Ledger> ledger(Object ref) {
		return (ActorRef<Ledger>) ref;
	}

	private static List<String> tables(DataSource dataSource) throws Exception {
		try (var connection = dataSource.getConnection();
				var tables = connection.getMetaData().getTables(null, "PUBLIC", "%", null)) {
			List<String> names = new ArrayList<>();
			while (tables.next()) {
				names.add(tables.getString("TABLE_NAME"));
			}
			return names;
		}
	}

	static class Reader {

		private final DurableStates<Stock.Level> stock;

		private final DurableStates<Ledger.Total> ledger;

		Reader(@Qualifier("stock") DurableStates<Stock.Level> stock, DurableStates<Ledger.Total> ledger) {
			this.stock = stock;
			this.ledger = ledger;
		}

		DurableStates<Stock.Level> stock() {
			return this.stock;
		}

		DurableStates<Ledger.Total> ledger() {
			return this.ledger;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Factories {

		@Bean
		@KeyedActor
		Stock shelf(@State(name = "shelf-level") Durable<Stock.Level> level) {
			return new Stock(level);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDataSources {

		@Bean
		@Primary
		DataSource other() {
			return embedded();
		}

		@Bean
		@ActorDataSource
		DataSource forActors() {
			return embedded();
		}

		private static DataSource embedded() {
			return new EmbeddedDatabaseBuilder().generateUniqueName(true).setType(EmbeddedDatabaseType.H2).build();
		}

	}

	@Actor
	static class Clock {

		private final Alarms<Clock> alarms;

		private final Durable<Strokes> strokes;

		Clock(Alarms<Clock> alarms, @State(name = "strokes") Durable<Strokes> strokes) {
			this.alarms = alarms;
			this.strokes = strokes;
		}

		@Receive
		Integer wind(Wind wind) {
			this.alarms.set("strike", Duration.ZERO, new Strike());
			return this.strokes.set(new Strokes(0)).number();
		}

		@Receive
		void strike(Strike strike) {
			this.strokes.set(new Strokes(this.strokes.get().number() + 1));
		}

		@Receive
		Integer read(Read read) {
			return this.strokes.get().number();
		}

		record Strokes(int number) {

		}

		record Wind() implements Request<Clock, Integer> {

		}

		record Strike() implements Message<Clock> {

		}

		record Read() implements Request<Clock, Integer> {

		}

	}

	@Actor
	static class Plain {

		@Receive
		Integer echo(Echo echo) {
			return echo.number();
		}

		record Echo(int number) implements Request<Plain, Integer> {

		}

	}

	private static final class Counting implements DurableListener {

		private volatile int rows;

		@Override
		public void written(int rows, int turns, long nanos) {
			this.rows += rows;
		}

	}

}
