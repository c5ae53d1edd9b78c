package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.actorspring.durable.store.StateLimits;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StoredReply;

/**
 * The table of what requests came to.
 */
final class ReplyTable {

	private static final List<String> PRIMARY_KEY = List.of("actor", "actor_key", "idempotency_key");

	private final Dialect dialect;

	ReplyTable(Dialect dialect) {
		this.dialect = dialect;
	}

	List<StoredReply> find(Connection connection, Collection<StoredReply.Id> ids) throws SQLException {
		List<StoredReply> found = new ArrayList<>();
		for (List<StoredReply.Id> part : InLists.parts(ids.stream().filter(StateLimits::allows).distinct().toList())) {
			try (PreparedStatement query = connection.prepareStatement(
					this.dialect.select(Dialect.REPLY_COLUMNS, "actor_reply", PRIMARY_KEY, part.size()))) {
				this.dialect.bindKeys(query,
						part.stream()
							.map((id) -> List.of(id.key().actor(), id.key().key(), id.idempotencyKey()))
							.toList());
				try (ResultSet row = query.executeQuery()) {
					while (row.next()) {
						found.add(reply(row));
					}
				}
			}
		}
		return found;
	}

	private StoredReply reply(ResultSet row) throws SQLException {
		StateKey key = new StateKey(row.getString("actor"), row.getString("actor_key"));
		return new StoredReply(new StoredReply.Id(key, this.dialect.text(row, "idempotency_key")),
				new StoredReply.Content(row.getString("fingerprint"), row.getString("outcome")));
	}

	/**
	 * Inserts what is not there yet.
	 */
	void insert(Connection connection, List<StoredReply> replies) throws SQLException {
		if (replies.isEmpty()) {
			return;
		}
		this.dialect.insertReplies(connection, replies);
	}

	/**
	 * Deletes the oldest.
	 * @return how many
	 */
	int purge(Connection connection, Duration age, int limit) throws SQLException {
		List<List<String>> old = this.dialect.lockFirst(connection, new RowOrder("actor_reply", PRIMARY_KEY, "created"),
				"created <= " + this.dialect.later(), Parameters.ago(age), limit);
		if (!old.isEmpty()) {
			try (PreparedStatement delete = connection.prepareStatement(
					"delete from actor_reply where actor = ? and actor_key = ? and idempotency_key = ?")) {
				this.dialect.update(delete, old, (statement, key) -> {
					for (int i = 0; i < key.size(); i++) {
						statement.setString(i + 1, key.get(i));
					}
				});
			}
		}
		return old.size();
	}

}
