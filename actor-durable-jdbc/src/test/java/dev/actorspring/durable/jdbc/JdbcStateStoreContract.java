package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateStoreContract;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.store.WriteOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What has to hold with each database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcStateStoreContract extends StateStoreContract {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	protected TestDatabase database;

	private StateStore store;

	/** Makes an empty database. */
	abstract TestDatabase newDatabase();

	@BeforeAll
	void createTables() throws Exception {
		this.database = newDatabase();
		ActorSchema.of(this.database.dataSource()).createMissing();
		this.database.execute("alter table actor_state add constraint not_bad check (type <> 'bad')");
		this.store = JdbcStateStore.builder(this.database.dataSource()).build();
	}

	@AfterAll
	void close() {
		if (this.database != null) {
			this.database.close();
		}
	}

	@Override
	protected StateStore store() {
		return this.store;
	}

	@Test
	void stateThatIsTooLongIsRefused() throws Exception {
		StateStore small = JdbcStateStore.builder(this.database.dataSource()).maxStateSize(10).build();
		List<WriteOutcome> outcomes = small.write(List.of(insert("a", "x".repeat(11)), insert("b", "x".repeat(10))),
				NO_FENCES);
		assertThat(outcomes.get(0)).isInstanceOfSatisfying(WriteOutcome.Refused.class,
				(refused) -> assertThat(refused.cause()).hasMessageContainingAll(this.actor + "/a", "11 characters",
						"more than 10", "raise the maximal size"));
		assertThat(outcomes.get(1)).isEqualTo(new WriteOutcome.Written());
	}

	@Test
	void longStateFitsWhereTheLimitIsRaised() throws Exception {
		StateStore large = JdbcStateStore.builder(this.database.dataSource()).maxStateSize(2 << 20).build();
		String state = "{\"text\":\"" + "\u00e4".repeat(1 << 20) + "\"}";
		StateWrite insert = withReply(insert("a", state), "id");
		assertThat(large.write(List.of(insert), NO_FENCES)).containsExactly(new WriteOutcome.Written());
		assertThat(load("a").value().state()).isEqualTo(state);
		StateWrite update = write(key("a"), insert.next(), mark(2), value(state + "2"));
		assertThat(large.write(List.of(update), NO_FENCES)).containsExactly(new WriteOutcome.Written());
		assertThat(load("a").value().state()).isEqualTo(state + "2");
	}

	@Test
	void rowThatTheDatabaseRefusesFailsNoOther() throws Exception {
		StateWrite before = insert("c", "1");
		written(before);
		StoredState.Value bad = new StoredState.Value("bad", 1, "{}", null, null);
		List<WriteOutcome> outcomes = written(withReply(insert("a", "1"), "id"),
				withReply(write(key("b"), null, mark(1), bad), "id"), write(key("c"), before.next(), mark(2), bad),
				insert("d", "1"));
		assertThat(outcomes.get(0)).isEqualTo(new WriteOutcome.Written());
		assertThat(outcomes.get(1)).isInstanceOfSatisfying(WriteOutcome.Refused.class,
				(refused) -> assertThat(refused.cause()).isInstanceOf(SQLException.class));
		assertThat(outcomes.get(2)).isInstanceOf(WriteOutcome.Refused.class);
		assertThat(outcomes.get(3)).isEqualTo(new WriteOutcome.Written());
		assertThat(states()).containsOnlyKeys("a", "c", "d");
		assertThat(this.store.replies(List.of(new StoredReply.Id(key("a"), "id"), new StoredReply.Id(key("b"), "id"))))
			.hasSize(1);
	}

	@Test
	void rowThatCannotBeReadHidesNoOther() throws Exception {
		written(insert("a", "{\"number\":1}"), insert("b", "not JSON"), insert("c", "{\"number\":3}"),
				insert("d", "{\"number\":4}"));
		this.database
			.execute("update actor_state set type_version = 99 where actor = '" + this.actor + "' and actor_key = 'c'");
		try (DurableActors actors = DurableActors.builder(this.store).lease(null).build()) {
			actors.register(this.actor, Level.class, value("").type(), 1);
			DurableStates<Level> states = actors.states(this.actor, Level.class);
			assertThat(states.stream()).extracting((entry) -> entry instanceof DurableStates.Entry.Readable)
				.containsExactly(true, false, false, true);
			assertThat(states.list("c", 10)).containsExactly(new DurableStates.Entry.Readable<>("d", new Level(4), 1));
			assertThat(states.delete("b")).isTrue();
			assertThat(states.count()).isEqualTo(3);
		}
	}

	@Test
	void rowThatIsLockedFailsNoOther() throws Exception {
		StateWrite a = insert("a", "1");
		StateWrite b = insert("b", "1");
		written(a, b);
		StateStore impatient = JdbcStateStore.builder(this.database.dataSource())
			.lockTimeout(Duration.ofMillis(200))
			.build();
		StateWrite nextA = write(key("a"), a.next(), mark(2), value("2"));
		StateWrite nextB = write(key("b"), b.next(), mark(2), value("2"));
		try (Connection other = this.database.dataSource().getConnection()) {
			other.setAutoCommit(false);
			lock(other, "a");
			List<WriteOutcome> outcomes = impatient.write(List.of(nextA, nextB, insert("c", "2")), NO_FENCES);
			assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Again.class);
			assertThat(outcomes.subList(1, 3)).containsOnly(new WriteOutcome.Written());
			other.rollback();
		}
		assertThat(impatient.write(List.of(nextA), NO_FENCES)).containsExactly(new WriteOutcome.Written());
	}

	@Test
	void leaseThatIsLockedHasTheBatchTriedAgain() throws Exception {
		Lease.Fence fence = this.store.seize(this.actor, "one");
		StateStore impatient = JdbcStateStore.builder(this.database.dataSource())
			.lockTimeout(Duration.ofMillis(200))
			.build();
		try (Connection other = this.database.dataSource().getConnection()) {
			other.setAutoCommit(false);
			try (PreparedStatement statement = other
				.prepareStatement("select * from actor_lease where name = ? for update")) {
				statement.setString(1, this.actor);
				statement.executeQuery().close();
			}
			assertThat(impatient.write(List.of(insert("a", "1"), insert("b", "1")), Set.of(fence)))
				.hasOnlyElementsOfType(WriteOutcome.Again.class);
			other.rollback();
		}
		assertThat(states()).isEmpty();
	}

	@Test
	void connectionIsGivenBackAsItWas() throws Exception {
		try (Connection connection = this.database.dataSource().getConnection()) {
			String before = TestDatabase.query(connection, this.database.lockTimeout());
			int silence = connection.getNetworkTimeout();
			StateStore odd = JdbcStateStore.builder(Single.of(connection)).lockTimeout(Duration.ofSeconds(17)).build();
			odd.write(List.of(insert("a", "1"), insert("a2", "1")), NO_FENCES);
			assertThatExceptionOfType(FencedException.class)
				.isThrownBy(() -> odd.write(List.of(insert("b", "1")), Set.of(new Lease.Fence(this.actor, 1))));
			assertThat(TestDatabase.query(connection, this.database.lockTimeout())).isEqualTo(before);
			assertThat(connection.getNetworkTimeout()).isEqualTo(silence);
			assertThat(connection.getAutoCommit()).isTrue();
		}
	}

	@Test
	void connectionsWithoutAutomaticCommitDo() throws Exception {
		try (Connection connection = this.database.dataSource().getConnection()) {
			connection.setAutoCommit(false);
			StateStore other = JdbcStateStore.builder(Single.of(connection)).build();
			StateWrite write = insert("a", "1");
			assertThat(other.load(List.of(write.key()))).isEmpty();
			assertThat(other.write(List.of(write), NO_FENCES)).containsExactly(new WriteOutcome.Written());
			written(write(key("a"), write.next(), mark(2), value("2")));
			assertThat(other.load(List.of(write.key()))).extracting(StoredState::version).containsExactly(2L);
		}
	}

	// Lost connections

	@Test
	void writeThatWasLostBeforeTheCommitIsRepeated() throws Exception {
		CommitDataSource commits = new CommitDataSource(this.database.dataSource());
		StateStore breaking = JdbcStateStore.builder(commits.asDataSource()).build();
		StateWrite first = withReply(insert("a", "1"), "id");
		for (StateWrite write : List.of(first, write(key("a"), first.next(), mark(2), value("2")))) {
			commits.loseBeforeCommit();
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> breaking.write(List.of(write), NO_FENCES));
			assertThat(breaking.write(List.of(write), NO_FENCES)).containsExactly(new WriteOutcome.Written());
			assertThat(load("a").version()).isEqualTo(write.next().version());
		}
	}

	@Test
	void writeThatWasLostAfterTheCommitCountsOnce() throws Exception {
		CommitDataSource commits = new CommitDataSource(this.database.dataSource());
		StateStore breaking = JdbcStateStore.builder(commits.asDataSource()).build();
		StateWrite first = withReply(insert("a", "1"), "id");
		for (StateWrite write : List.of(first, write(key("a"), first.next(), mark(2), value("2")))) {
			commits.loseAfterCommit();
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> breaking.write(List.of(write), NO_FENCES));
			assertThat(load("a").version()).isEqualTo(write.next().version());
			assertThat(breaking.write(List.of(write), NO_FENCES)).containsExactly(new WriteOutcome.Written());
			assertThat(load("a").version()).isEqualTo(write.next().version());
		}
	}

	// Fences while others are under way

	@Test
	void seizureWaitsForTheBatchUnderWay() throws Exception {
		CommitDataSource commits = new CommitDataSource(this.database.dataSource());
		StateStore writer = patient(commits);
		StateStore seizer = patient(new CommitDataSource(this.database.dataSource()));
		Lease.Fence fence = this.store.seize(this.actor, "one");
		Gate gate = new Gate();
		commits.beforeCommit(gate);
		try (ExecutorService executor = Executors.newCachedThreadPool(); gate) {
			Future<List<WriteOutcome>> written = executor
				.submit(() -> writer.write(List.of(insert("a", "1")), Set.of(fence)));
			gate.awaitArrival();
			Future<List<StoredState>> seen = executor.submit(() -> {
				seizer.seize(this.actor, "two");
				return this.store.load(List.of(key("a")));
			});
			await().atMost(PATIENCE).until(() -> this.database.isSomebodyWaiting() || seen.isDone());
			assertThat(seen).isNotDone();
			gate.close();
			assertThat(written.get()).containsExactly(new WriteOutcome.Written());
			assertThat(seen.get()).hasSize(1);
		}
	}

	@Test
	void batchWaitsForTheSeizureUnderWay() throws Exception {
		CommitDataSource commits = new CommitDataSource(this.database.dataSource());
		StateStore seizer = patient(commits);
		StateStore writer = patient(new CommitDataSource(this.database.dataSource()));
		Lease.Fence fence = this.store.seize(this.actor, "one");
		Gate gate = new Gate();
		commits.beforeCommit(gate);
		try (ExecutorService executor = Executors.newCachedThreadPool(); gate) {
			Future<Lease.Fence> seized = executor.submit(() -> seizer.seize(this.actor, "two"));
			gate.awaitArrival();
			Future<List<WriteOutcome>> written = executor
				.submit(() -> writer.write(List.of(insert("a", "1")), Set.of(fence)));
			await().atMost(PATIENCE).until(() -> this.database.isSomebodyWaiting() || written.isDone());
			assertThat(written).isNotDone();
			gate.close();
			assertThat(seized.get().epoch()).isGreaterThan(fence.epoch());
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(written::get)
				.withCauseInstanceOf(FencedException.class);
		}
		assertThat(states()).isEmpty();
	}

	protected final StateStore patient(CommitDataSource dataSource) throws StoreException {
		return JdbcStateStore.builder(dataSource.asDataSource()).lockTimeout(PATIENCE).build();
	}

	// Tables

	@Test
	void missingTablesAreCreatedByOneOfTwo() throws Exception {
		try (TestDatabase empty = newDatabase()) {
			ActorSchema schema = ActorSchema.of(empty.dataSource());
			assertThat(schema.missing()).containsExactly("actor_state", "actor_reply", "actor_lease");
			assertThatExceptionOfType(StoreException.class)
				.isThrownBy(() -> JdbcStateStore.builder(empty.dataSource()).build().count(this.actor))
				.withMessageContaining("schema-");
			together(2, (number) -> {
				schema.createMissing();
				return true;
			});
			assertThat(schema.missing()).isEmpty();
			StateStore other = JdbcStateStore.builder(empty.dataSource()).build();
			other.write(List.of(insert("a", "1")), NO_FENCES);
			empty.execute("drop table actor_reply");
			assertThat(schema.missing()).containsExactly("actor_reply");
			schema.createMissing();
			assertThat(schema.missing()).isEmpty();
			assertThat(other.count(this.actor)).isEqualTo(1);
			assertThat(ClassLoader.getSystemResource(schema.script())).isNotNull();
			empty.execute("alter table actor_state drop column alarms");
			assertThatExceptionOfType(StoreException.class).isThrownBy(schema::createMissing)
				.withMessageContaining("'actor_state' is not as this version needs it")
				.withMessageContaining(schema.script());
		}
	}

	private void lock(Connection connection, String key) throws SQLException {
		try (PreparedStatement statement = connection
			.prepareStatement("select version from actor_state where actor = ? and actor_key = ? for update")) {
			statement.setString(1, this.actor);
			statement.setString(2, key);
			statement.executeQuery().close();
		}
	}

	/** Where somebody arrives and waits. */
	protected static final class Gate implements Runnable, AutoCloseable {

		private final CountDownLatch arrived = new CountDownLatch(1);

		private final CountDownLatch opened = new CountDownLatch(1);

		@Override
		public void run() {
			this.arrived.countDown();
			awaitUninterrupted(this.opened);
		}

		void awaitArrival() {
			awaitUninterrupted(this.arrived);
		}

		@Override
		public void close() {
			this.opened.countDown();
		}

		private static void awaitUninterrupted(CountDownLatch latch) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * A state.
	 *
	 * @param number what it says
	 */
	record Level(int number) {

	}

}
