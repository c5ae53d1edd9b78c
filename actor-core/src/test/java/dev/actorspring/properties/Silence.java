package dev.actorspring.properties;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the engine from logging thousands of crashes that are meant to happen. Errors are
 * logged all the same.
 */
final class Silence implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("dev.actorspring");

	private final Level before = this.logger.getLevel();

	Silence() {
		this.logger.setLevel(Level.ERROR);
	}

	@Override
	public void close() {
		this.logger.setLevel(this.before);
	}

}
