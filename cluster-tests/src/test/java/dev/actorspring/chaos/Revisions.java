package dev.actorspring.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All revisions of the rows of the accounts, kept by a trigger in the order in which they
 * were committed.
 */
final class Revisions {

	private final String database;

	Revisions(String database) {
		this.database = database;
	}

	/**
	 * Begins to keep them, when the tables are there.
	 */
	void keep() throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.database);
				Statement statement = connection.createStatement()) {
			statement.execute("""
					create table revision (number bigserial primary key, actor_key text, version bigint, state text);
					create index revision_key on revision (actor_key, number);
					create function keep_revision() returns trigger language plpgsql as $$
					begin
						insert into revision (actor_key, version, state) values (new.actor_key, new.version, new.state);
						return new;
					end $$;
					create trigger keep_revision after insert or update on actor_state
						for each row when (new.actor = 'account') execute function keep_revision();
					""");
		}
	}

	/**
	 * Those of an account, the first one first.
	 */
	List<Revision> of(String key) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.database);
				PreparedStatement statement = connection
					.prepareStatement("select version, state from revision where actor_key = ? order by number")) {
			statement.setString(1, key);
			List<Revision> revisions = new ArrayList<>();
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					revisions.add(new Revision(rows.getLong(1), entries(rows.getString(2))));
				}
			}
			return revisions;
		}
	}

	private static List<Entry> entries(@Nullable String state) {
		List<Entry> entries = new ArrayList<>();
		if (state == null) {
			// So far all was declined.
			return entries;
		}
		for (JsonNode each : Cluster.json(state).path("entries")) {
			entries.add(new Entry(each.path("id").asString(), each.path("amount").asInt()));
		}
		return entries;
	}

	/**
	 * What was committed at once.
	 *
	 * @param version of the row
	 * @param entries of the account
	 */
	record Revision(long version, List<Entry> entries) {

	}

	/**
	 * What was paid in or out.
	 *
	 * @param id with which idempotency key
	 * @param amount less than zero if it was paid out
	 */
	record Entry(String id, int amount) {

	}

}
