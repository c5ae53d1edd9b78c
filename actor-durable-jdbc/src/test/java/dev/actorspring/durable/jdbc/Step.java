package dev.actorspring.durable.jdbc;

/**
 * Something that happens in a test, to a database or its disk, say.
 */
@FunctionalInterface
interface Step {

	void run() throws Exception;

}
