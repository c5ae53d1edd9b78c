package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
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

	private final Dialect dialect;

	ReplyTable(Dialect dialect) {
		this.dialect = dialect;
	}

	List<StoredReply> find(Connection connection, Collection<StoredReply.Id> ids) throws SQLException {
		Map<String, Set<StoredReply.Id>> byActor = new LinkedHashMap<>();
		for (StoredReply.Id id : ids) {
			if (StateLimits.allows(id)) {
				byActor.computeIfAbsent(id.key().actor(), (actor) -> new LinkedHashSet<>()).add(id);
			}
		}
		List<StoredReply> found = new ArrayList<>();
		for (Set<StoredReply.Id> ofActor : byActor.values()) {
			for (List<StoredReply.Id> part : InLists.parts(ofActor)) {
				find(connection, part, found);
			}
		}
		return found;
	}

	/**
	 * Finds also what has the key of one and the idempotency key of another, and leaves
	 * it out.
	 */
	private void find(Connection connection, List<StoredReply.Id> ofActor, List<StoredReply> found)
			throws SQLException {
		String actor = ofActor.getFirst().key().actor();
		Set<StoredReply.Id> wanted = new HashSet<>(ofActor);
		String parameters = InLists.parameters(ofActor.size());
		try (PreparedStatement query = connection.prepareStatement("select actor_key, idempotency_key, fingerprint,"
				+ " outcome from actor_reply where actor = ? and actor_key in (" + parameters
				+ ") and idempotency_key in (" + parameters + ")")) {
			query.setString(1, actor);
			int next = InLists.bind(query, 2, ofActor.stream().map((id) -> id.key().key()).toList());
			InLists.bind(query, next, ofActor.stream().map(StoredReply.Id::idempotencyKey).toList());
			try (ResultSet row = query.executeQuery()) {
				while (row.next()) {
					StoredReply.Id id = new StoredReply.Id(new StateKey(actor, row.getString("actor_key")),
							this.dialect.text(row, "idempotency_key"));
					if (wanted.contains(id)) {
						found.add(new StoredReply(id,
								new StoredReply.Content(row.getString("fingerprint"), row.getString("outcome"))));
					}
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
