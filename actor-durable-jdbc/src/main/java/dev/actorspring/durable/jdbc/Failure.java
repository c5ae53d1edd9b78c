package dev.actorspring.durable.jdbc;

/**
 * What the exception of a database says about a transaction.
 */
enum Failure {

	/**
	 * The connection, or the whole database, is gone or cannot work: the transaction may
	 * be committed.
	 */
	LOST,

	/** Others were in the way. It is rolled back, and may be repeated. */
	LOCKED,

	/** The database will not have what was given to it, however often that is tried. */
	REFUSED,

	/** There is no such table. */
	MISSING,

	/** Anything else. It is rolled back. */
	OTHER

}
