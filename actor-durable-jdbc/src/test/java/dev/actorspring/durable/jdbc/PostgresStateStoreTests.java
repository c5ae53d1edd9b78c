package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.WriteOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The store with PostgreSQL.
 */
class PostgresStateStoreTests extends JdbcStateStoreContract {

	@Override
	TestDatabase newDatabase() {
		return TestDatabase.postgres("");
	}

	@Test
	void renewalDoesNotWaitForTheBatchUnderWay() throws Exception {
		CommitDataSource commits = new CommitDataSource(this.database.dataSource());
		StateStore writer = patient(commits);
		Lease.Fence fence = store().seize(this.actor, "one");
		Gate gate = new Gate();
		commits.beforeCommit(gate);
		try (ExecutorService executor = Executors.newCachedThreadPool(); gate) {
			Future<List<WriteOutcome>> written = executor
				.submit(() -> writer.write(List.of(insert("a", "1")), Set.of(fence)));
			gate.awaitArrival();
			assertThat(store().renew(fence, LONG)).isPresent();
			assertThat(written).isNotDone();
			gate.close();
			assertThat(written.get()).containsExactly(new WriteOutcome.Written());
		}
	}

	@Test
	void keysAreLookedUpInTheIndexBeforeThereAreStatistics() throws Exception {
		this.database.execute("""
				insert into actor_state (actor, actor_key, partition_no, version, write_id, type, type_version, changed)
				select 'many', 'key-' || i, -1, 1, '', 'count', 1, now() from generate_series(1, 20000) i""");
		this.database.execute("""
				insert into actor_reply (actor, actor_key, idempotency_key, fingerprint, outcome, created)
				select 'many', 'one', 'key-' || i, '', '', now() from generate_series(1, 20000) i""");
		assertThat(plan("actor_state", List.of("actor", "actor_key"),
				IntStream.range(0, 64).mapToObj((i) -> List.of("many", "key-" + i * 300)).toList()))
			.contains("Index Scan using actor_state_pkey", "(actor_key)::text = (wanted.actor_key)::text")
			.doesNotContain("Filter");
		assertThat(plan("actor_reply", List.of("actor", "actor_key", "idempotency_key"),
				IntStream.range(0, 64).mapToObj((i) -> List.of("many", "one", "key-" + i * 300)).toList()))
			.contains("Index Scan using actor_reply_pkey", "(idempotency_key)::text = (wanted.idempotency_key)::text")
			.doesNotContain("Filter");
	}

	private String plan(String table, List<String> key, List<List<String>> wanted) throws SQLException {
		Dialect dialect = Dialects.of("PostgreSQL", "15", "");
		try (Connection connection = this.database.dataSource().getConnection();
				PreparedStatement explain = connection
					.prepareStatement("explain " + dialect.select("*", table, key, wanted.size()))) {
			dialect.bindKeys(explain, wanted);
			List<String> lines = new ArrayList<>();
			try (ResultSet line = explain.executeQuery()) {
				while (line.next()) {
					lines.add(line.getString(1));
				}
			}
			return String.join("\n", lines);
		}
	}

	@Test
	void rowThatFailsForAnUnknownReasonFailsNoOther() throws Exception {
		this.database.execute("""
				create function fail() returns trigger language plpgsql as
				'begin raise exception ''no'' using errcode = ''XX999''; end'""");
		this.database.execute("create trigger fails before insert on actor_state for each row"
				+ " when (new.actor_key = 'odd') execute function fail()");
		StateWrite odd = insert("odd", "1");
		assertThat(written(odd)).hasOnlyElementsOfType(WriteOutcome.Again.class);
		List<WriteOutcome> outcomes = written(odd, insert("usual", "1"));
		assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Again.class);
		assertThat(outcomes.get(1)).isEqualTo(new WriteOutcome.Written());
		this.database.execute("drop trigger fails on actor_state");
		assertThat(written(odd)).containsExactly(new WriteOutcome.Written());
	}

	@Test
	void transactionOfWhoHasStoppedEnds() throws Exception {
		CommitDataSource commits = new CommitDataSource(this.database.dataSource());
		StateStore stopped = JdbcStateStore.builder(commits.asDataSource()).lockTimeout(Duration.ofMillis(100)).build();
		Lease.Fence fence = store().seize(this.actor, "one");
		Gate gate = new Gate();
		commits.beforeCommit(gate);
		try (ExecutorService executor = Executors.newCachedThreadPool(); gate) {
			Future<List<WriteOutcome>> written = executor
				.submit(() -> stopped.write(List.of(insert("a", "1")), Set.of(fence)));
			gate.awaitArrival();
			store().seize(this.actor, "two");
			assertThat(written).isNotDone();
			gate.close();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(written::get)
				.withCauseInstanceOf(StoreException.class);
		}
		assertThat(states()).isEmpty();
	}

}
