package dev.actorspring.durable.codec;

import java.util.Locale;

import tools.jackson.databind.JsonNode;

/**
 * The form of values of one type. Both ways throw {@link MisfitException}.
 */
interface Shape {

	void write(Output output, Object value);

	Object read(JsonNode json);

	static MisfitException expected(String what, JsonNode json) {
		return new MisfitException(
				"should be " + what + ", but is of type " + json.getNodeType().name().toLowerCase(Locale.ROOT));
	}

}
