package dev.actorspring.boot.durable;

import java.util.List;

import javax.sql.DataSource;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.durable.jdbc.ActorSchema;
import dev.actorspring.durable.jdbc.JdbcStateStore;
import dev.actorspring.durable.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * The database that the states of actors are kept in.
 */
final class ActorDatabase implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ActorDatabase.class);

	private static final String OWN_STORE = "or define a bean of type StateStore.";

	private final DataSource dataSource;

	/** Only for the states, if there are any. */
	private @Nullable DataSource own;

	private ActorDatabase(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/**
	 * Chooses it.
	 * @param beans has the data sources
	 * @param marked those that are marked for actors
	 * @param all all of them
	 * @throws ActorConfigurationException if there is none, or more than one
	 */
	static ActorDatabase of(ListableBeanFactory beans, ObjectProvider<DataSource> marked,
			ObjectProvider<DataSource> all) {
		DataSource own = marked.getIfAvailable();
		DataSource chosen = (own != null) ? own : all.getIfUnique();
		if (chosen != null) {
			return new ActorDatabase(chosen);
		}
		String[] names = beans.getBeanNamesForType(DataSource.class);
		if (names.length == 0) {
			throw new ActorConfigurationException("Actors have states, but there is no DataSource to keep them in",
					"Add the dependency 'spring-boot-starter-jdbc' and the driver of a database, and set "
							+ "'spring.datasource.url', " + OWN_STORE);
		}
		throw new ActorConfigurationException(
				"Actors have states, but which DataSource keeps them is not said. There are: "
						+ String.join(", ", names),
				"Annotate one of them with @ActorDataSource or @Primary, " + OWN_STORE);
	}

	/**
	 * Has the tables ready.
	 * @param mode when to create them
	 * @throws ActorConfigurationException if one is missing
	 */
	void initialize(DatabaseInitializationMode mode) {
		boolean embedded = EmbeddedDatabaseConnection.isEmbedded(this.dataSource);
		if (embedded) {
			logger.warn("The states of actors are kept in a database in memory, and end with the application");
		}
		if (StateConnections.closesEarly(this.dataSource)) {
			logger.warn("The database that keeps the states of actors closes as soon as the process is told to end, "
					+ "while actors still write: put ';DB_CLOSE_ON_EXIT=FALSE' at the end of its URL");
		}
		try {
			ActorSchema schema = ActorSchema.of(this.dataSource);
			if (mode == DatabaseInitializationMode.ALWAYS
					|| (mode == DatabaseInitializationMode.EMBEDDED && embedded)) {
				schema.createMissing();
			}
			else {
				check(schema);
			}
		}
		catch (IllegalArgumentException ex) {
			throw unsupported(ex);
		}
		catch (StoreException ex) {
			throw failed(ex);
		}
	}

	private static void check(ActorSchema schema) throws StoreException {
		List<String> missing = schema.missing();
		if (!missing.isEmpty()) {
			throw new ActorConfigurationException(
					"The states of actors cannot be kept: the database has no table "
							+ String.join(", ", missing.stream().map((name) -> "'" + name + "'").toList()),
					"Let a migration run the script " + schema.script()
							+ ", which is on the class path, or set 'actor.durable.initialize-schema' to 'always'.");
		}
	}

	/**
	 * Opens the store.
	 * @param properties of the store
	 * @throws ActorConfigurationException if it cannot be used
	 */
	JdbcStateStore store(JdbcStateStoreProperties properties) {
		try {
			this.own = (properties.connections() > 0)
					? StateConnections.beside(this.dataSource, properties.connections()) : null;
			DataSource used = (this.own != null) ? this.own : this.dataSource;
			Runnable evict = ConnectionEviction.of(this.dataSource);
			Runnable evictOwn = (this.own != null) ? ConnectionEviction.of(this.own) : () -> {
			};
			return JdbcStateStore.builder(used)
				.maxStateSize((int) properties.maxStateSize().toBytes())
				.lockTimeout(properties.lockTimeout())
				.onBroken(() -> {
					evictOwn.run();
					evict.run();
				})
				.build();
		}
		catch (IllegalArgumentException ex) {
			throw unsupported(ex);
		}
		catch (StoreException ex) {
			throw failed(ex);
		}
	}

	/**
	 * Closes what was opened for the store alone.
	 */
	@Override
	public void close() {
		if (this.own != null) {
			StateConnections.close(this.own);
		}
	}

	private static ActorConfigurationException unsupported(IllegalArgumentException cause) {
		return new ActorConfigurationException(String.valueOf(cause.getMessage()),
				"Mark the DataSource of another database with @ActorDataSource, " + OWN_STORE, cause);
	}

	private static ActorConfigurationException failed(StoreException cause) {
		return new ActorConfigurationException("The states of actors cannot be kept: " + cause.getMessage(),
				"See that the database runs, that 'spring.datasource.url' and its user are right, and that this user "
						+ "may read and write the tables.",
				cause);
	}

}
