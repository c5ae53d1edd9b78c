package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The table of leases. Whoever raises an epoch locks the row so that it waits for all
 * transactions that have {@link #check checked} it; to renew it does not need that.
 */
final class LeaseTable {

	private final Dialect dialect;

	LeaseTable(Dialect dialect) {
		this.dialect = dialect;
	}

	/**
	 * Has the epochs stay as they are until the end of the transaction.
	 * @throws FencedException if one of them is another already
	 */
	void check(Connection connection, Collection<Lease.Fence> fences) throws SQLException, FencedException {
		Map<String, Long> epochs = new HashMap<>();
		for (List<String> part : InLists.parts(fences.stream().map(Lease.Fence::name).sorted().distinct().toList())) {
			try (PreparedStatement query = connection
				.prepareStatement("select name, epoch from actor_lease" + " where name in ("
						+ InLists.parameters(part.size()) + ") order by name" + this.dialect.sharedLock())) {
				InLists.bind(query, 1, part);
				try (ResultSet row = query.executeQuery()) {
					while (row.next()) {
						epochs.put(row.getString("name"), row.getLong("epoch"));
					}
				}
			}
		}
		for (Lease.Fence fence : fences) {
			Long epoch = epochs.get(fence.name());
			if (epoch == null || epoch != fence.epoch()) {
				throw new FencedException(fence);
			}
		}
	}

	Optional<Lease> acquire(Connection connection, String name, String owner, Duration time, boolean ask)
			throws SQLException {
		Row row = find(connection, name, "");
		if (row != null && row.isTakenFrom(owner)) {
			if (ask) {
				ask(connection, name, owner);
			}
			return Optional.empty();
		}
		row = lock(connection, name);
		if (row.isTakenFrom(owner)) {
			return Optional.empty();
		}
		boolean wanted = row.wantedBy != null && owner.equals(row.owner);
		long epoch = take(connection, name, row, owner, time, wanted ? row.wantedBy : null);
		return Optional.of(new Lease(new Lease.Fence(name, epoch), time, wanted));
	}

	Lease.Fence seize(Connection connection, String name, String owner) throws SQLException {
		Row row = lock(connection, name);
		return new Lease.Fence(name, take(connection, name, row, owner, Duration.ZERO, null));
	}

	Optional<Lease> renew(Connection connection, Lease.Fence fence, Duration time) throws SQLException {
		try (PreparedStatement update = connection.prepareStatement("update actor_lease set expires = "
				+ this.dialect.later() + " where name = ? and epoch = ? and owner is not null")) {
			update.setLong(1, Micros.of(time));
			update.setString(2, fence.name());
			update.setLong(3, fence.epoch());
			update.executeUpdate();
		}
		Row row = find(connection, fence.name(), "");
		return (row != null && row.epoch == fence.epoch() && row.owner != null)
				? Optional.of(new Lease(fence, time, row.wantedBy != null)) : Optional.empty();
	}

	void release(Connection connection, Lease.Fence fence) throws SQLException {
		try (PreparedStatement update = connection.prepareStatement("update actor_lease set owner = null,"
				+ " wanted_by = null, expires = " + this.dialect.now() + " where name = ? and epoch = ?")) {
			update.setString(1, fence.name());
			update.setLong(2, fence.epoch());
			update.executeUpdate();
		}
	}

	private void ask(Connection connection, String name, String owner) throws SQLException {
		try (PreparedStatement update = connection
			.prepareStatement("update actor_lease set wanted_by = ? where name = ?")) {
			update.setString(1, owner);
			update.setString(2, name);
			update.executeUpdate();
		}
	}

	private long take(Connection connection, String name, Row row, String owner, Duration time,
			@Nullable String wantedBy) throws SQLException {
		try (PreparedStatement update = connection.prepareStatement("update actor_lease set owner = ?, epoch = ?,"
				+ " expires = " + this.dialect.later() + ", wanted_by = ? where name = ?")) {
			update.setString(1, owner);
			update.setLong(2, row.epoch + 1);
			update.setLong(3, Micros.of(time));
			update.setString(4, wantedBy);
			update.setString(5, name);
			update.executeUpdate();
		}
		return row.epoch + 1;
	}

	/**
	 * Has the row for this transaction alone, and makes it if there is none.
	 */
	private Row lock(Connection connection, String name) throws SQLException {
		Row row = find(connection, name, " for update");
		if (row != null) {
			return row;
		}
		try (PreparedStatement insert = connection.prepareStatement("insert into actor_lease (name, epoch, expires)"
				+ " values (?, 0, " + this.dialect.now() + ")" + this.dialect.unlessPresent("epoch"))) {
			this.dialect.insert(insert, List.of(name), (statement, each) -> statement.setString(1, each));
		}
		row = find(connection, name, " for update");
		if (row == null) {
			throw new SQLException("The lease '" + name + "' was just inserted, and is gone");
		}
		return row;
	}

	private @Nullable Row find(Connection connection, String name, String lock) throws SQLException {
		try (PreparedStatement query = connection
			.prepareStatement("select owner, epoch, wanted_by," + " case when owner is not null and expires > "
					+ this.dialect.now() + " then 1 else 0 end as held" + " from actor_lease where name = ?" + lock)) {
			query.setString(1, name);
			try (ResultSet row = query.executeQuery()) {
				return row.next() ? new Row(row.getString("owner"), row.getLong("epoch"), row.getString("wanted_by"),
						row.getInt("held") == 1) : null;
			}
		}
	}

	private record Row(@Nullable String owner, long epoch, @Nullable String wantedBy, boolean held) {

		boolean isTakenFrom(String asker) {
			return this.held && !asker.equals(this.owner);
		}

	}

}
