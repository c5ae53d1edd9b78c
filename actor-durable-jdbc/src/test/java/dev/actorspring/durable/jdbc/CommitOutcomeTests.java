package dev.actorspring.durable.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.durable.StateOutcomeUnknownException;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The connection is lost just before or just after the commit of what an actor has set:
 * what those see who have asked it.
 */
class CommitOutcomeTests {

	private static final String KEY = "a";

	private final TestDatabase database = TestDatabase.h2InMemory();

	private final CommitDataSource commits = new CommitDataSource(this.database.dataSource());

	@AfterEach
	void close() {
		this.database.close();
	}

	private CounterApplication start() throws Exception {
		ActorSchema.of(this.database.dataSource()).createMissing();
		return new CounterApplication(this.database.dataSource(), null, Duration.ofSeconds(1), this::breaking);
	}

	/**
	 * Through connections that are lost, and without alarms, or they would meet one of
	 * those.
	 */
	private StateStore breaking(StateStore usual) {
		try {
			StateStore store = JdbcStateStore.builder(this.commits.asDataSource()).build();
			return Proxies.proxy(StateStore.class, (method, arguments) -> method.getName().equals("due") ? List.of()
					: Proxies.invoke(store, method, arguments));
		}
		catch (StoreException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoHasAskedGetsTheAnswer(Lost lost) throws Exception {
		try (CounterApplication application = start()) {
			assertThat(application.add(KEY, null).get()).isOne();
			lost.lose(this.commits);
			assertThat(application.add(KEY, "id").get()).isEqualTo(2);
			assertThat(application.add(KEY, "id").get()).isEqualTo(2);
			lost.lose(this.commits);
			assertThat(application.add(KEY, null).get()).isEqualTo(3);
			assertThat(application.look(KEY).get().total()).isEqualTo(3);
			assertThat(application.crashes()).isEmpty();
		}
	}

	/** For nobody could look in time what has become of it. */
	@ParameterizedTest
	@EnumSource
	void whoIsToldThatNobodyKnowsRepeatsIt_andItCountsOnce(Lost lost) throws Exception {
		try (CounterApplication application = start()) {
			assertThat(application.add(KEY, null).get()).isOne();
			this.commits.stayAwayOnceLost();
			lost.lose(this.commits);
			CompletableFuture<Integer> asked = application.add(KEY, "id");
			assertThatExceptionOfType(Exception.class).isThrownBy(asked::get)
				.withCauseInstanceOf(StateOutcomeUnknownException.class);
			assertThat(total()).isEqualTo(lost.totalAfterwards());
			this.commits.comeBack();
			await().atMost(CounterApplication.LONG).until(() -> application.durable().failure() == null);
			assertThat(application.add(KEY, "id").get()).isEqualTo(2);
			assertThat(application.add(KEY, "id").get()).isEqualTo(2);
			assertThat(total()).isEqualTo(2);
			assertThat(application.crashes()).isEmpty();
		}
	}

	private int total() {
		return Integer.parseInt(
				this.database.query("select regexp_substr(state, '\"total\":([0-9]+)', 1, 1, '', 1) from actor_state"));
	}

	/**
	 * When the connection is lost.
	 */
	enum Lost {

		BEFORE_THE_COMMIT {

			@Override
			void lose(CommitDataSource commits) {
				commits.loseBeforeCommit();
			}

			@Override
			int totalAfterwards() {
				return 1;
			}

		},

		AFTER_THE_COMMIT {

			@Override
			void lose(CommitDataSource commits) {
				commits.loseAfterCommit();
			}

			@Override
			int totalAfterwards() {
				return 2;
			}

		};

		abstract void lose(CommitDataSource commits);

		/** After a second adding. */
		abstract int totalAfterwards();

	}

}
