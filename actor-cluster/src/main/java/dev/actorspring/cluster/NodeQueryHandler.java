package dev.actorspring.cluster;

import java.util.Optional;

/**
 * Answers what the application on another node asks this one, as about its actors. Any
 * thread, four at a time at most. Must only tell, and change nothing.
 */
@FunctionalInterface
public interface NodeQueryHandler {

	/**
	 * Answers a question.
	 * @param question what the other application has sent
	 * @return empty if there is nothing of what was asked for
	 */
	Optional<byte[]> answer(byte[] question);

}
