package dev.actorspring.durable.codec;

import java.io.Writer;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The project's own settings of JSON: exact numbers, no lenience, and nothing that an
 * application could configure, as rows outlive configurations. Names of properties are
 * not kept in tables, as the keys of maps are among them.
 */
final class StateJson {

	static final int MAX_DEPTH = 500;

	static final int MAX_DIGITS = 10_000;

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(MAX_DEPTH)
				.maxNumberLength(MAX_DIGITS)
				.maxStringLength(Integer.MAX_VALUE)
				.maxNameLength(Integer.MAX_VALUE)
				.build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
			.build())
		.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private StateJson() {
	}

	static JsonGenerator generator(Writer target) {
		return MAPPER.createGenerator(target);
	}

	static ObjectNode read(String json) {
		JsonNode node;
		try {
			node = MAPPER.readTree(json);
		}
		catch (JacksonException | NumberFormatException | ArithmeticException ex) {
			throw new MisfitException("It is not well-formed JSON, or goes beyond what is read", ex);
		}
		if (node instanceof ObjectNode object) {
			return object;
		}
		throw new MisfitException("It is not a JSON object");
	}

	/**
	 * Escapes halves of characters, which databases would refuse or replace. They can
	 * stand in strings only.
	 */
	static String escapeHalves(String json) {
		StringBuilder escaped = null;
		int done = 0;
		for (int i = 0; i < json.length(); i++) {
			char unit = json.charAt(i);
			if (!Character.isSurrogate(unit)) {
				continue;
			}
			if (Character.isHighSurrogate(unit) && i + 1 < json.length()
					&& Character.isLowSurrogate(json.charAt(i + 1))) {
				i++;
				continue;
			}
			escaped = (escaped != null) ? escaped : new StringBuilder(json.length() + 16);
			escaped.append(json, done, i).append("\\u").append(Integer.toHexString(unit));
			done = i + 1;
		}
		return (escaped != null) ? escaped.append(json, done, json.length()).toString() : json;
	}

}
