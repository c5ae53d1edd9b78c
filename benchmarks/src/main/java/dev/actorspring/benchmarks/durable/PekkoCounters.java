package dev.actorspring.benchmarks.durable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.benchmarks.trial.NotOfferedException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.apache.pekko.serialization.JSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counters that are actors of Pekko, with Durable State in the database.
 */
final class PekkoCounters implements Counters {

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	/** It commits one request at a time, so more would only wait. */
	private static final int MOST_UNDER_WAY = 64;

	private final Kind kind;

	private final int underWay;

	private final Tables tables;

	private final HikariDataSource pool;

	private final ActorSystem<Void> system;

	private final List<ActorRef<Add>> counters;

	/**
	 * Starts an actor system.
	 * @throws SQLException if the database does not work
	 */
	PekkoCounters(Kind kind, Database database) throws SQLException {
		if (kind.isIdempotent()) {
			throw new NotOfferedException("has no idempotency keys");
		}
		this.kind = kind;
		this.underWay = Math.min(kind.underWay(), MOST_UNDER_WAY);
		this.tables = switch (database) {
			case H2 -> Tables.H2;
			case POSTGRESQL -> Tables.POSTGRESQL;
		};
		String url = database.newUrl() + database.committedAtOnce() + this.tables.options;
		this.pool = Database.pool(url);
		createTables();
		CompletableFuture<List<ActorRef<Add>>> spawned = new CompletableFuture<>();
		this.system = ActorSystem.create(Behaviors.setup((context) -> {
			spawned.complete(IntStream.range(0, kind.keys())
				.mapToObj(kind::key)
				.map((key) -> context.spawn(new Counting(key), key))
				.toList());
			return Behaviors.empty();
		}), "counters", settings(url));
		this.counters = spawned.join();
	}

	private void createTables() throws SQLException {
		try (Connection connection = this.pool.getConnection();
				Statement statement = connection.createStatement();
				InputStream script = PekkoCounters.class.getResourceAsStream(this.tables.script)) {
			if (script == null) {
				throw new SQLException(this.tables.script + " is not on the class path");
			}
			for (String each : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";", -1)) {
				if (!each.isBlank()) {
					statement.execute(each);
				}
			}
		}
		catch (IOException ex) {
			throw new SQLException(ex);
		}
	}

	private Config settings(String url) {
		return ConfigFactory.parseString("""
				pekko.loglevel = OFF
				pekko.stdout-loglevel = OFF
				pekko.jvm-shutdown-hooks = off
				pekko.log-dead-letters = off
				pekko.persistence.state.plugin = jdbc-durable-state-store
				pekko.actor.serializers.count = "%s"
				pekko.actor.serialization-bindings { "%s" = count }
				jdbc-durable-state-store.slick.profile = "%s"
				jdbc-durable-state-store.slick.db {
				  url = "%s"
				  driver = "%s"
				  numThreads = %6$d
				  maxConnections = %6$d
				  minConnections = %6$d
				}
				""".formatted(CountSerializer.class.getName(), Count.class.getName(), this.tables.profile, url,
				this.tables.driver, Database.CONNECTIONS))
			.withFallback(ConfigFactory.load());
	}

	@Override
	public String config() {
		return String.format(Locale.ROOT, "%,d requests under way, %d connections; %s", this.underWay,
				Database.CONNECTIONS, Database.describe(this.pool));
	}

	@Override
	public long warmUp(Duration time) {
		return run(time).requests();
	}

	@Override
	public Slice run(Duration time) {
		return Chains.run(this.underWay, time, (chain) -> AskPattern.ask(this.counters.get(chain % this.kind.keys()),
				(ActorRef<Long> asker) -> new Add(asker), TIMEOUT, this.system.scheduler()));
	}

	@Override
	public long sum() {
		return Rows.sum(this.pool, this.tables.states);
	}

	@Override
	public long outcomes() {
		return 0;
	}

	@Override
	public void close() {
		this.system.terminate();
		this.system.getWhenTerminated().toCompletableFuture().join();
		this.pool.close();
	}

	/**
	 * What its plugin has to be told about a database.
	 */
	private enum Tables {

		/** The script quotes its names and the plugin does not. */
		H2("/schema/h2/h2-create-schema.sql", ";DATABASE_TO_UPPER=FALSE", "slick.jdbc.H2Profile$", "org.h2.Driver",
				"select utf8tostring(state_payload) from durable_state"),

		POSTGRESQL("/schema/postgres/postgres-create-schema.sql", "", "slick.jdbc.PostgresProfile$",
				"org.postgresql.Driver", "select convert_from(state_payload, 'UTF8') from durable_state");

		private final String script;

		private final String options;

		private final String profile;

		private final String driver;

		private final String states;

		Tables(String script, String options, String profile, String driver, String states) {
			this.script = script;
			this.options = options;
			this.profile = profile;
			this.driver = driver;
			this.states = states;
		}

	}

	private record Add(ActorRef<Long> asker) {

	}

	private static final class Counting extends DurableStateBehavior<Add, Count> {

		private final String key;

		Counting(String key) {
			super(PersistenceId.ofUniqueId(key));
			this.key = key;
		}

		@Override
		public Count emptyState() {
			return Count.zero(this.key);
		}

		@Override
		public CommandHandler<Add, Count> commandHandler() {
			return newCommandHandlerBuilder().forAnyState()
				.onCommand(Add.class,
						(count, add) -> Effect().persist(count.next()).thenReply(add.asker(), Count::number))
				.build();
		}

	}

	/**
	 * Writes states as JSON, as the others do. Made by Pekko.
	 */
	public static final class CountSerializer extends JSerializer {

		private static final int ID = 64_000;

		private static final JsonMapper JSON = JsonMapper.shared();

		@Override
		public int identifier() {
			return ID;
		}

		@Override
		public boolean includeManifest() {
			return false;
		}

		@Override
		public byte[] toBinary(Object state) {
			return JSON.writeValueAsBytes(state);
		}

		@Override
		public Object fromBinaryJava(byte[] json, @Nullable Class<?> manifest) {
			return JSON.readValue(json, Count.class);
		}

	}

}
