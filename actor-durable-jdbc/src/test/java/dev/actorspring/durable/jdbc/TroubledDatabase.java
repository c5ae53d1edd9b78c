package dev.actorspring.durable.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.actorspring.durable.runtime.TroubledStore;
import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.store.WriteOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store in a database whose connections are lost, and somebody else who writes there.
 */
final class TroubledDatabase implements TroubledStore {

	private final TestDatabase database;

	private final CommitDataSource commits;

	private final StateStore actors;

	private final StateStore others;

	private final Object monitor = new Object();

	private boolean holding;

	private int held;

	private volatile Duration ahead = Duration.ZERO;

	TroubledDatabase(TestDatabase database) throws Exception {
		this.database = database;
		this.commits = new CommitDataSource(database.dataSource());
		ActorSchema.of(database.dataSource()).createMissing();
		this.others = JdbcStateStore.builder(database.dataSource()).build();
		StateStore store = JdbcStateStore.builder(this.commits.asDataSource()).build();
		this.actors = Proxies.proxy(StateStore.class, (method, arguments) -> {
			if (method.getName().equals("write")) {
				awaitRelease();
			}
			Object result = Proxies.invoke(store, method, arguments);
			return (result instanceof Instant now) ? now.plus(this.ahead) : result;
		});
	}

	private void awaitRelease() throws InterruptedException {
		synchronized (this.monitor) {
			this.held++;
			while (this.holding) {
				this.monitor.wait();
			}
			this.held--;
		}
	}

	@Override
	public StateStore asStore() {
		return this.actors;
	}

	@Override
	public Optional<StoredState> row(StateKey key) {
		try {
			return this.others.load(List.of(key)).stream().findFirst();
		}
		catch (StoreException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void put(StoredState row) {
		StateWrite.Mark seen = row(row.key()).map((known) -> new StateWrite.Mark(known.version(), known.writeId()))
			.orElse(null);
		StateWrite write = new StateWrite(row.key(), seen, new StateWrite.Mark(row.version(), row.writeId()),
				row.value(), List.of());
		try {
			assertThat(this.others.write(List.of(write), Set.of())).hasOnlyElementsOfType(WriteOutcome.Written.class);
		}
		catch (StoreException | FencedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** The clock of a database cannot be set, so its alarms are looked at sooner. */
	@Override
	public void advance(Duration time) {
		this.ahead = this.ahead.plus(time);
		this.database.execute("update actor_state set next_attempt = current_timestamp where next_attempt is not null");
	}

	@Override
	public void holdWrites() {
		synchronized (this.monitor) {
			this.holding = true;
		}
	}

	@Override
	public void releaseWrites() {
		synchronized (this.monitor) {
			this.holding = false;
			this.monitor.notifyAll();
		}
	}

	@Override
	public int heldBatches() {
		synchronized (this.monitor) {
			return this.held;
		}
	}

	@Override
	public void failEverything(boolean fail) {
		this.commits.beAway(fail);
	}

	@Override
	public void loseConnectionBeforeCommit() {
		this.commits.loseBeforeCommit();
	}

	@Override
	public void loseConnectionAfterCommit() {
		this.commits.loseAfterCommit();
	}

	@Override
	public void close() {
		this.database.close();
	}

}
