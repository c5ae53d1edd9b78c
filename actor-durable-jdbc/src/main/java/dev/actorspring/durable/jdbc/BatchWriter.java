package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.actorspring.durable.store.StateLimits;
import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.WriteOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch in one transaction, and row by row if that fails.
 *
 * <p>
 * Rows are sorted by key, updates before inserts, so that two batches lock them in the
 * same order. Only those who have wrong beliefs about which rows there are can run into a
 * deadlock, which the database ends; then it goes on row by row.
 */
final class BatchWriter {

	private static final String WHAT = "Writing the states of actors";

	private static final int ATTEMPTS = 2;

	private final Transactions transactions;

	private final Dialect dialect;

	private final StateLimits limits;

	private final Duration lockTimeout;

	private final StateTable states;

	private final ReplyTable replies;

	private final LeaseTable leases;

	BatchWriter(Transactions transactions, Dialect dialect, StateLimits limits, Duration lockTimeout) {
		this.transactions = transactions;
		this.dialect = dialect;
		this.limits = limits;
		this.lockTimeout = lockTimeout;
		this.states = new StateTable(dialect);
		this.replies = new ReplyTable(dialect);
		this.leases = new LeaseTable(dialect);
	}

	List<WriteOutcome> write(List<StateWrite> writes, Set<Lease.Fence> fences) throws FencedException, StoreException {
		Map<StateKey, WriteOutcome> outcomes = new HashMap<>();
		for (StateWrite write : writes) {
			this.limits.problem(write)
				.ifPresent((problem) -> outcomes.put(write.key(),
						new WriteOutcome.Refused(new IllegalArgumentException(problem))));
		}
		List<StateWrite> left = writes.stream()
			.filter((write) -> !outcomes.containsKey(write.key()))
			.sorted(Comparator.comparing(StateWrite::key))
			.toList();
		for (int i = 0; i < ATTEMPTS && (i == 0 || !left.isEmpty()); i++) {
			write(left, fences, outcomes);
			left = left.stream().filter((write) -> !outcomes.containsKey(write.key())).toList();
		}
		for (StateWrite write : left) {
			outcomes.put(write.key(), new WriteOutcome.Again(
					new StoreException("The row of " + write.key() + " is as before, but was not written", null)));
		}
		return writes.stream().map((write) -> Objects.requireNonNull(outcomes.get(write.key()))).toList();
	}

	private void write(List<StateWrite> rows, Set<Lease.Fence> fences, Map<StateKey, WriteOutcome> outcomes)
			throws FencedException, StoreException {
		try {
			outcomes.putAll(commit(rows, fences, this.lockTimeout));
		}
		catch (FencedException ex) {
			fenced(rows, outcomes, ex);
		}
		catch (LeaseLockedException ex) {
			rows.forEach((row) -> outcomes.put(row.key(), new WriteOutcome.Again(ex)));
		}
		catch (SQLException ex) {
			boolean locked = this.dialect.failure(ex) == Failure.LOCKED;
			// The batch has waited for that row already.
			writeOneByOne(rows, fences, locked ? this.lockTimeout.dividedBy(10) : this.lockTimeout, outcomes);
		}
	}

	private void writeOneByOne(List<StateWrite> rows, Set<Lease.Fence> fences, Duration lockTimeout,
			Map<StateKey, WriteOutcome> outcomes) throws FencedException, StoreException {
		Map<StateKey, SQLException> failed = new LinkedHashMap<>();
		for (int i = 0; i < rows.size(); i++) {
			StateWrite row = rows.get(i);
			try {
				outcomes.putAll(commit(List.of(row), fences, lockTimeout));
			}
			catch (FencedException ex) {
				fenced(rows.subList(i, rows.size()), outcomes, ex);
				break;
			}
			catch (SQLException ex) {
				switch (this.dialect.failure(ex)) {
					case LOCKED -> outcomes.put(row.key(), new WriteOutcome.Again(ex));
					case REFUSED -> outcomes.put(row.key(), new WriteOutcome.Refused(ex));
					case OTHER -> failed.put(row.key(), ex);
					case LOST, MISSING -> throw this.transactions.failed(WHAT, ex);
				}
			}
		}
		if (failed.size() > 1 && failed.size() == rows.size()) {
			throw this.transactions.failed(WHAT, failed.values().iterator().next());
		}
		// Nobody else has to do with it.
		failed.forEach((key, ex) -> outcomes.put(key, new WriteOutcome.Again(ex)));
	}

	/**
	 * It is an exception only if nothing was written. Else the writer is told so when it
	 * tries the rest again.
	 */
	private static void fenced(List<StateWrite> left, Map<StateKey, WriteOutcome> outcomes, FencedException ex)
			throws FencedException {
		if (outcomes.values().stream().noneMatch(WriteOutcome.Written.class::isInstance)) {
			throw ex;
		}
		left.forEach((row) -> outcomes.put(row.key(), new WriteOutcome.Again(ex)));
	}

	/**
	 * Writes rows in one transaction.
	 * @return without rows that are as they were seen, but were not written
	 */
	private Map<StateKey, WriteOutcome> commit(List<StateWrite> rows, Set<Lease.Fence> fences, Duration lockTimeout)
			throws SQLException, FencedException, StoreException {
		if (rows.isEmpty() && fences.isEmpty()) {
			return Map.of();
		}
		return this.transactions.<Map<StateKey, WriteOutcome>, FencedException>run(WHAT, true, lockTimeout,
				(connection) -> {
					check(connection, fences);
					return apply(connection, rows);
				});
	}

	private void check(Connection connection, Collection<Lease.Fence> fences) throws SQLException, FencedException {
		try {
			this.leases.check(connection, fences);
		}
		catch (SQLException ex) {
			throw (this.dialect.failure(ex) == Failure.LOCKED) ? new LeaseLockedException(ex) : ex;
		}
	}

	private Map<StateKey, WriteOutcome> apply(Connection connection, List<StateWrite> rows) throws SQLException {
		Map<StateKey, WriteOutcome> outcomes = new HashMap<>();
		List<StateWrite> uncertain = new ArrayList<>();
		List<StateWrite> updates = rows.stream().filter((row) -> row.seen() != null).toList();
		if (!updates.isEmpty()) {
			sort(updates, this.states.update(connection, updates), outcomes, uncertain);
		}
		List<StateWrite> inserts = rows.stream().filter((row) -> row.seen() == null).toList();
		if (!inserts.isEmpty()) {
			sort(inserts, this.states.insert(connection, inserts), outcomes, uncertain);
		}
		readBack(connection, uncertain, outcomes);
		this.replies.insert(connection,
				rows.stream()
					.filter((row) -> outcomes.get(row.key()) instanceof WriteOutcome.Written)
					.flatMap((row) -> row.replies().stream())
					.toList());
		return outcomes;
	}

	private static void sort(List<StateWrite> rows, int[] counts, Map<StateKey, WriteOutcome> outcomes,
			List<StateWrite> uncertain) {
		for (int i = 0; i < counts.length; i++) {
			StateWrite row = rows.get(i);
			if (counts[i] == 1) {
				outcomes.put(row.key(), new WriteOutcome.Written());
			}
			else {
				uncertain.add(row);
			}
		}
	}

	private void readBack(Connection connection, List<StateWrite> rows, Map<StateKey, WriteOutcome> outcomes)
			throws SQLException {
		if (rows.isEmpty()) {
			return;
		}
		Map<StateKey, StateWrite.Mark> marks = this.states.marks(connection,
				rows.stream().map(StateWrite::key).toList());
		for (StateWrite row : rows) {
			WriteOutcome outcome = outcome(connection, row, marks.get(row.key()));
			if (outcome != null) {
				outcomes.put(row.key(), outcome);
			}
		}
	}

	private @Nullable WriteOutcome outcome(Connection connection, StateWrite row, StateWrite.@Nullable Mark mark)
			throws SQLException {
		if (row.next().equals(mark)) {
			return new WriteOutcome.Written();
		}
		if (Objects.equals(row.seen(), mark)) {
			return null;
		}
		if (mark == null || mark.version() <= row.next().version()) {
			return new WriteOutcome.Conflict();
		}
		return hasReply(connection, row) ? new WriteOutcome.Written() : new WriteOutcome.Unknown();
	}

	/**
	 * Whether what was to be written with the row is there, and with it the row was.
	 */
	private boolean hasReply(Connection connection, StateWrite row) throws SQLException {
		return !row.replies().isEmpty()
				&& this.replies.find(connection, row.replies().stream().map(StoredReply::id).toList())
					.stream()
					.anyMatch(row.replies()::contains);
	}

	/**
	 * A lease was locked for too long, which is nothing that single rows could help.
	 */
	private static final class LeaseLockedException extends SQLException {

		private static final long serialVersionUID = 1L;

		LeaseLockedException(SQLException cause) {
			super("A lease was locked for too long", cause.getSQLState(), cause.getErrorCode(), cause);
		}

	}

}
