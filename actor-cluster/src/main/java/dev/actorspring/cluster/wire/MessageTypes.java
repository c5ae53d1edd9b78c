package dev.actorspring.cluster.wire;

/**
 * Some types of messages, by class and by name.
 */
interface MessageTypes {

	/**
	 * Finds the type of a class.
	 * @throws UnfitMessageException if messages of the class cannot be sent
	 */
	MessageType of(Class<?> type);

	/**
	 * Finds a type by the name that it has on the wire.
	 * @throws UnfitMessageException if none of that name is known
	 */
	MessageType named(String name);

}
