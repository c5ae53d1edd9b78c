package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
		Map<StateKey, Set<String>> byKey = new LinkedHashMap<>();
		for (StoredReply.Id id : ids) {
			if (StateLimits.allows(id)) {
				byKey.computeIfAbsent(id.key(), (key) -> new LinkedHashSet<>()).add(id.idempotencyKey());
			}
		}
		List<StoredReply> found = new ArrayList<>();
		for (Map.Entry<StateKey, Set<String>> ofKey : byKey.entrySet()) {
			for (List<String> part : InLists.parts(ofKey.getValue())) {
				find(connection, ofKey.getKey(), part, found);
			}
		}
		return found;
	}

	/**
	 * Finds those of one actor. With those of others in the same statement, databases
	 * read all outcomes of each.
	 */
	private void find(Connection connection, StateKey key, List<String> idempotencyKeys, List<StoredReply> found)
			throws SQLException {
		try (PreparedStatement query = connection.prepareStatement(this.dialect
			.select("idempotency_key, fingerprint, outcome", "actor_reply", PRIMARY_KEY, idempotencyKeys.size()))) {
			this.dialect.bindKeys(query, List.of(key.actor(), key.key()), idempotencyKeys);
			try (ResultSet row = query.executeQuery()) {
				while (row.next()) {
					found.add(new StoredReply(new StoredReply.Id(key, this.dialect.text(row, "idempotency_key")),
							new StoredReply.Content(row.getString("fingerprint"), row.getString("outcome"))));
				}
			}
		}
	}

	/**
	 * Inserts what is not there yet.
	 */
	void insert(Connection connection, List<StoredReply> replies) throws SQLException {
		if (replies.isEmpty()) {
			return;
		}
		try (PreparedStatement insert = connection.prepareStatement("insert into actor_reply (actor, actor_key,"
				+ " idempotency_key, fingerprint, outcome, created) values (?, ?, ?, ?, ?, " + this.dialect.now() + ")"
				+ this.dialect.unlessPresent("created"))) {
			this.dialect.insert(insert, replies, (statement, reply) -> {
				statement.setString(1, reply.id().key().actor());
				statement.setString(2, reply.id().key().key());
				statement.setString(3, reply.id().idempotencyKey());
				statement.setString(4, reply.outcome().fingerprint());
				statement.setString(5, reply.outcome().json());
			});
		}
	}

	/**
	 * Deletes the oldest.
	 * @return how many
	 */
	int purge(Connection connection, Duration age, int limit) throws SQLException {
		List<StoredReply.Id> old = new ArrayList<>();
		try (PreparedStatement query = connection
			.prepareStatement("select actor, actor_key, idempotency_key" + " from actor_reply where created <= "
					+ this.dialect.later() + " order by created limit ? for update skip locked")) {
			query.setLong(1, -Micros.of(age));
			query.setInt(2, limit);
			try (ResultSet row = query.executeQuery()) {
				while (row.next()) {
					old.add(new StoredReply.Id(new StateKey(row.getString("actor"), row.getString("actor_key")),
							this.dialect.text(row, "idempotency_key")));
				}
			}
		}
		if (!old.isEmpty()) {
			try (PreparedStatement delete = connection.prepareStatement(
					"delete from actor_reply where actor = ? and actor_key = ? and idempotency_key = ?")) {
				this.dialect.update(delete, old, (statement, id) -> {
					statement.setString(1, id.key().actor());
					statement.setString(2, id.key().key());
					statement.setString(3, id.idempotencyKey());
				});
			}
		}
		return old.size();
	}

}
