package dev.actorspring.boot.http;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.boot.caller.NamedValue;

/**
 * Checks the handlers of actors that may live on other nodes: headers and cookies do not
 * go there, so that none may have to be there.
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
			.flatMap((handler) -> NamedValue.of(handler.method()).stream())
			.filter(NamedValue::required)
			.findFirst()
			.ifPresent((value) -> {
				throw new ActorConfigurationException(
						"Handler " + value.parameter().getExecutable().toGenericString() + " of '" + target.name()
								+ "' takes the " + (value.cookie() ? "cookie" : "header") + " '" + value.name()
								+ "', which does not go along with messages to other nodes",
						"Put it into the message, or write required = false.");
			});
	}

}
