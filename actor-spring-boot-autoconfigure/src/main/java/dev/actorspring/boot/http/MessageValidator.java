package dev.actorspring.boot.http;

import java.util.List;

/**
 * Checks a message before it is sent.
 */
@FunctionalInterface
interface MessageValidator {

	/**
	 * Finds what is wrong with a message.
	 * @return empty if it is valid
	 */
	List<Violation> validate(Object message);

}
