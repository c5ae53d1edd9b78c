package dev.actorspring.boot.http;

import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.boot.caller.CallerParameters;

/**
 * Checks the handlers of actors that may live on other nodes: most of what is known of a
 * request does not go there, so that it must not have to be there.
 */
final class SpreadParameters {

	private SpreadParameters() {
	}

	/**
	 * Checks an actor.
	 * @throws ActorConfigurationException naming a handler that would refuse messages
	 * from other nodes
	 */
	static void check(Target target) {
		if (!target.clustered()) {
			return;
		}
		target.registration()
			.protocol()
			.handlers()
			.stream()
			.flatMap((handler) -> Stream.of(handler.method().getParameters()).skip(1))
			.filter((parameter) -> !CallerParameters.crossesNodes(parameter))
			.findFirst()
			.ifPresent((parameter) -> {
				throw new ActorConfigurationException(
						"Handler " + parameter.getDeclaringExecutable().toGenericString() + " of '" + target.name()
								+ "' must have a " + parameter.getType().getSimpleName()
								+ " that does not go along with messages to other nodes: only the name and the "
								+ "authorities of the caller do",
						"Put it into the message, write required = false, or let it be nullable.");
			});
	}

}
