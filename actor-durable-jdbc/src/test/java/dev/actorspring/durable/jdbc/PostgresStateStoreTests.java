package dev.actorspring.durable.jdbc;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.WriteOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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

}
