package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

/**
 * Has something happen to the next commit.
 */
final class CommitDataSource {

	private static final Commit USUAL = Connection::commit;

	private final AtomicReference<Commit> next = new AtomicReference<>(USUAL);

	private final DataSource target;

	private volatile boolean stayAway;

	private volatile boolean away;

	CommitDataSource(DataSource target) {
		this.target = target;
	}

	DataSource asDataSource() {
		return Proxies.proxy(DataSource.class, (method, arguments) -> {
			if (this.away) {
				throw lost();
			}
			Object result = Proxies.invoke(this.target, method, arguments);
			return (result instanceof Connection connection) ? connection(connection) : result;
		});
	}

	/** Loses the connection before the next commit has arrived. */
	void loseBeforeCommit() {
		this.next.set((connection) -> {
			connection.rollback();
			throw lost();
		});
	}

	/** Loses the connection before anybody has heard of the next commit. */
	void loseAfterCommit() {
		this.next.set((connection) -> {
			connection.commit();
			throw lost();
		});
	}

	/** Has the database be away once a connection is lost. */
	void stayAwayOnceLost() {
		this.stayAway = true;
	}

	void comeBack() {
		this.stayAway = false;
		beAway(false);
	}

	/** Has nobody get a connection, or again. */
	void beAway(boolean away) {
		this.away = away;
	}

	/** Holds the next commit up. */
	void beforeCommit(Runnable action) {
		this.next.set((connection) -> {
			action.run();
			connection.commit();
		});
	}

	private static SQLException lost() {
		return new SQLException("Lost", "08006");
	}

	private Connection connection(Connection target) {
		boolean[] lost = new boolean[1];
		return Proxies.proxy(Connection.class, (method, arguments) -> {
			if (lost[0] && !method.getName().equals("close")) {
				throw lost();
			}
			if (!method.getName().equals("commit")) {
				return Proxies.invoke(target, method, arguments);
			}
			try {
				this.next.getAndSet(USUAL).run(target);
			}
			catch (SQLException ex) {
				lost[0] = true;
				this.away = this.stayAway;
				throw ex;
			}
			return null;
		});
	}

	private interface Commit {

		void run(Connection connection) throws SQLException;

	}

}
