package dev.actorspring.boot.durable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.ActorRef;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.store.StateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * The store in a database, and its tables.
 */
@ExtendWith(OutputCaptureExtension.class)
class JdbcStateStoreConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(DurableAutoConfigurations.all())
		.withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
		.withPropertyValues("spring.datasource.generate-unique-name=true")
		.withUserConfiguration(Ledger.class);

	private ApplicationContextRunner inFile(Path folder) {
		return this.runner.withPropertyValues("spring.datasource.url=jdbc:h2:file:" + folder.resolve("ledger"));
	}

	@Test
	void scriptsOfTheApplication_comeFirst() {
		this.runner
			.withPropertyValues("actor.durable.initialize-schema=never",
					"spring.sql.init.schema-locations=classpath:dev/actorspring/durable/jdbc/schema-h2.sql")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(StateStore.class));
	}

	@Test
	void embedded_createsTablesInMemory_andNotInAFile(@TempDir Path folder) {
		this.runner.withPropertyValues("actor.durable.initialize-schema=embedded")
			.run((context) -> assertThat(context).hasNotFailed());
		inFile(folder).withPropertyValues("actor.durable.initialize-schema=embedded")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void databaseInMemory_isWarnedOf(CapturedOutput output) {
		this.runner.run((context) -> assertThat(output).contains("kept in a database in memory"));
	}

	@Test
	void databaseInAFile_isNotWarnedOf(@TempDir Path folder, CapturedOutput output) {
		inFile(folder).run((context) -> assertThat(output).doesNotContain("in memory"));
	}

	@Test
	void databaseThatClosesBeforeTheApplicationDoes_isWarnedOf(@TempDir Path folder, CapturedOutput output) {
		inFile(folder).run((context) -> assertThat(output).contains("put ';DB_CLOSE_ON_EXIT=FALSE'"));
	}

	@Test
	void databaseThatStaysOpen_isNotWarnedOf(@TempDir Path folder, CapturedOutput output) {
		this.runner
			.withPropertyValues(
					"spring.datasource.url=jdbc:h2:file:" + folder.resolve("db") + ";DB_CLOSE_ON_EXIT=FALSE")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).doesNotContain("DB_CLOSE_ON_EXIT");
			});
		this.runner.run((context) -> assertThat(output).doesNotContain("DB_CLOSE_ON_EXIT"));
	}

	@Test
	void all_isWritten_whenTheApplicationHasEnded(@TempDir Path folder) {
		inFile(folder).run((context) -> {
			ActorRef<Ledger> ledger = ledger(context.getBean("ledger"));
			for (int i = 0; i < 100; i++) {
				ledger.ask(new Ledger.Add(1));
			}
		});
		inFile(folder).run((context) -> assertThat(new JdbcTemplate(context.getBean(DataSource.class))
			.queryForObject("select state from actor_state where actor = 'ledger'", String.class))
			.isEqualTo("{\"cents\":100}"));
	}

	@Test
	void connectionsOfAClosedDatabase_areEvicted(@TempDir Path folder) {
		inFile(folder).run((context) -> {
			ActorRef<Ledger> ledger = ledger(context.getBean("ledger"));
			ledger.ask(new Ledger.Add(1)).toCompletableFuture().join();
			new JdbcTemplate(context.getBean(HikariDataSource.class)).execute("shutdown immediately");
			ledger.ask(new Ledger.Add(1)).exceptionally((failure) -> null).toCompletableFuture().join();
			await().until(() -> context.getBean(DurableActors.class).failure() == null);
			await().until(() -> ledger.ask(new Ledger.Add(1))
				.thenApply((total) -> total.cents() >= 2)
				.exceptionally((failure) -> false)
				.toCompletableFuture()
				.join());
		});
	}

	@Test
	void callersThatHoldAllConnections_areAnswered(@TempDir Path folder) {
		this.runner
			.withPropertyValues("spring.datasource.url=jdbc:h2:file:" + folder.resolve("ledger"),
					"spring.datasource.hikari.maximum-pool-size=1")
			.run((context) -> {
				DataSource shared = context.getBean(DataSource.class);
				try (Connection held = shared.getConnection()) {
					assertThat(held.isValid(1)).isTrue();
					assertThat(ledger(context.getBean("ledger")).call(new Ledger.Add(1)).cents()).isOne();
				}
			});
	}

	@Test
	void theirOwnConnections_areClosedWithTheApplication(@TempDir Path folder) throws SQLException {
		inFile(folder).withPropertyValues("spring.datasource.username=sa")
			.run((context) -> ledger(context.getBean("ledger")).call(new Ledger.Add(1)));
		try (Connection other = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("ledger"), "sa", "")) {
			assertThat(sessions(other)).isOne();
		}
	}

	@Test
	void theirOwnConnections_canBeDoneWithout(@TempDir Path folder) {
		inFile(folder).withPropertyValues("actor.durable.connections=0", "spring.datasource.hikari.maximum-pool-size=2")
			.run((context) -> {
				assertThat(ledger(context.getBean("ledger")).call(new Ledger.Add(1)).cents()).isOne();
				try (Connection one = context.getBean(DataSource.class).getConnection()) {
					assertThat(sessions(one)).isLessThanOrEqualTo(2);
				}
			});
	}

	private static int sessions(Connection connection) throws SQLException {
		try (Statement query = connection.createStatement();
				ResultSet row = query.executeQuery("select count(*) from information_schema.sessions")) {
			row.next();
			return row.getInt(1);
		}
	}

	@Test
	void databaseWithoutAName_isShared() {
		this.runner.withPropertyValues("spring.datasource.url=jdbc:h2:mem:")
			.run((context) -> assertThat(ledger(context.getBean("ledger")).call(new Ledger.Add(1)).cents()).isOne());
	}

	@Test
	void rowThatIsRepairedByHand_isLoaded_thoughTheActorIsActive(@TempDir Path folder) {
		inFile(folder).run((context) -> {
			ActorRef<Ledger> ledger = ledger(context.getBean("ledger"));
			ledger.ask(new Ledger.Add(1)).toCompletableFuture().join();
			new JdbcTemplate(context.getBean(DataSource.class)).update(
					"update actor_state set state = '{\"cents\":70}', version = version + 1 where actor = 'ledger'");
			assertThatThrownBy(() -> ledger.call(new Ledger.Add(1))).isInstanceOf(StateConflictException.class);
			await().untilAsserted(() -> assertThat(ledger.call(new Ledger.Add(1)).cents()).isGreaterThan(70));
		});
	}

	@SuppressWarnings("unchecked")
	private static ActorRef<Ledger> ledger(Object ref) {
		return (ActorRef<Ledger>) ref;
	}

}
