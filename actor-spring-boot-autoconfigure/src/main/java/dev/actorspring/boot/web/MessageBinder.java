package dev.actorspring.boot.web;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.MultiValueMap;

/**
 * Makes a message from a request: path variables, query parameters and the JSON object of
 * the body are put into one tree, and Jackson makes the record of it. So a value is
 * converted in the same way wherever it came from, and every mistake has a place.
 */
final class MessageBinder {

	private final JsonMapper mapper;

	private final ObjectReader bodies;

	private final Class<?> type;

	private final Map<String, String> jsonNames;

	private final Map<String, Boolean> multiple = new LinkedHashMap<>();

	private final JacksonViolations violations;

	MessageBinder(JsonMapper mapper, Class<?> type) {
		this.mapper = mapper;
		this.type = type;
		// Decimals stay as they were written: a double in between would round them.
		this.bodies = mapper.reader()
			.with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
					DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
		this.jsonNames = JsonNames.of(type, mapper);
		for (RecordComponent component : type.getRecordComponents()) {
			Class<?> raw = component.getType();
			this.multiple.put(component.getName(), raw.isArray() || Collection.class.isAssignableFrom(raw));
		}
		this.violations = new JacksonViolations();
	}

	/**
	 * Makes the message.
	 * @param body the body, empty if there is none
	 * @param path the path variables
	 * @param query the query parameters; those without a component are ignored
	 * @throws ProblemException if that fails
	 */
	Object bind(byte[] body, Map<String, String> path, MultiValueMap<String, String> query) {
		ObjectNode tree = parse(body);
		List<Violation> conflicts = new ArrayList<>();
		this.jsonNames.forEach((component, jsonName) -> {
			String pathValue = path.get(component);
			List<String> queryValues = query.getOrDefault(component, List.of());
			if (pathValue != null) {
				put(tree, component, jsonName, List.of(pathValue), "path", conflicts);
			}
			if (!queryValues.isEmpty()) {
				put(tree, component, jsonName, queryValues, "query", conflicts);
			}
		});
		if (!conflicts.isEmpty()) {
			throw new ProblemException(Problem.invalid(conflicts));
		}
		return convert(tree);
	}

	private ObjectNode parse(byte[] body) {
		if (body.length == 0) {
			return this.mapper.createObjectNode();
		}
		JsonNode node;
		try {
			node = this.bodies.readTree(body);
		}
		catch (JacksonException ex) {
			throw new ProblemException(Problem.invalid(this.violations.malformed(ex)));
		}
		if (node instanceof ObjectNode object) {
			return object;
		}
		throw new ProblemException(Problem.invalid("", "must be a JSON object"));
	}

	private void put(ObjectNode tree, String component, String jsonName, List<String> values, String where,
			List<Violation> conflicts) {
		JsonNode value;
		if (Boolean.TRUE.equals(this.multiple.get(component))) {
			value = this.mapper.valueToTree(values);
		}
		else if (values.size() > 1) {
			conflicts.add(new Violation(component, "is given more than once in the " + where));
			return;
		}
		else {
			value = tree.stringNode(Objects.requireNonNullElse(values.getFirst(), ""));
		}
		JsonNode other = tree.get(jsonName);
		if (other != null && !same(value, other)) {
			conflicts.add(new Violation(component, "is given in the " + where + " and differs elsewhere"));
			return;
		}
		tree.set(jsonName, value);
	}

	private static boolean same(JsonNode value, JsonNode other) {
		if (value.isArray() || !other.isValueNode() || other.isNull()) {
			return value.equals(other);
		}
		return value.asString().equals(other.asString());
	}

	private Object convert(ObjectNode tree) {
		try {
			return this.mapper.treeToValue(tree, this.type);
		}
		catch (JacksonException ex) {
			throw new ProblemException(Problem.invalid(this.violations.mismatched(ex, tree)));
		}
		catch (RuntimeException ex) {
			// From the record itself, where the mapper does not wrap exceptions.
			throw new ProblemException(Problem.invalid("", JacksonViolations.messageOf(ex)));
		}
	}

}
