package dev.actorspring.boot.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.MultiValueMap;

/**
 * Makes a message from a request: path variables, query parameters, an idempotency key
 * and the JSON object of the body are put into one tree, and Jackson makes the record of
 * it. So a value is converted in the same way wherever it came from, and every mistake
 * has a place. Where all values come from the body there is a shorter way,
 * {@link FlatReader}.
 */
final class MessageBinder {

	private final JsonMapper mapper;

	private final ObjectReader bodies;

	private final Class<?> type;

	private final int maxDigits;

	private final Map<String, String> jsonNames;

	private final Map<String, String> aliases;

	private final Map<String, Boolean> multiple = new LinkedHashMap<>();

	private final @Nullable KeyComponent key;

	private final JacksonViolations violations;

	private final @Nullable FlatReader flat;

	/**
	 * Creates a binder.
	 * @param mapper converts; should be one of {@link FiniteNumbers}
	 * @param type a record, or what counts as one
	 */
	MessageBinder(JsonMapper mapper, Class<?> type) {
		this.mapper = mapper;
		this.type = type;
		// Decimals stay as they were written: a double in between would round them.
		this.bodies = mapper.reader()
			.with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
					DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
		this.maxDigits = mapper.tokenStreamFactory().streamReadConstraints().getMaxNumberLength();
		this.jsonNames = JsonNames.of(type, mapper);
		this.aliases = JsonNames.aliases(type, mapper);
		for (MessageComponent component : MessageComponent.of(type)) {
			this.multiple.put(component.name(), isMultiple(mapper.constructType(component.genericType())));
		}
		this.key = KeyComponent.of(type);
		this.violations = new JacksonViolations();
		this.flat = FlatReader.of(type, mapper, this.aliases);
	}

	private static boolean isMultiple(JavaType type) {
		if (type.isReferenceType()) {
			return isMultiple(type.getContentType());
		}
		// Bytes are Base64.
		return type.isCollectionLikeType() || (type.isArrayType() && !type.hasRawClass(byte[].class));
	}

	/**
	 * Makes the message.
	 * @param body the body, empty if there is none
	 * @param path the path variables
	 * @param query the query parameters; those without a component are ignored
	 * @throws ProblemException if that fails
	 */
	Object bind(byte[] body, Map<String, String> path, MultiValueMap<String, String> query) {
		Object message = (this.flat != null && isOnlyIn(body, path, query)) ? this.flat.read(body) : null;
		return (message != null) ? message : bindTree(body, path, query, null);
	}

	/**
	 * Makes the message of a request with an idempotency key.
	 * @param body the body, empty if there is none
	 * @param path the path variables
	 * @param query the query parameters
	 * @param key what the header says
	 * @throws ProblemException if that fails
	 */
	Object bind(byte[] body, Map<String, String> path, MultiValueMap<String, String> query, String key) {
		return bindTree(body, path, query, key);
	}

	/**
	 * Whether nothing but the body has a value for a component.
	 */
	private boolean isOnlyIn(byte[] body, Map<String, String> path, MultiValueMap<String, String> query) {
		if (body.length == 0 || isUtf16(body)) {
			return false;
		}
		for (String component : this.multiple.keySet()) {
			if (path.containsKey(component) || query.containsKey(component)) {
				return false;
			}
		}
		return true;
	}

	private Object bindTree(byte[] body, Map<String, String> path, MultiValueMap<String, String> query,
			@Nullable String key) {
		ObjectNode tree = parse(body);
		List<Violation> conflicts = new ArrayList<>();
		resolveAliases(tree, conflicts);
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
		if (key != null && this.key != null) {
			putKey(tree, this.key, key, conflicts);
		}
		if (!conflicts.isEmpty()) {
			throw new ProblemException(Problem.invalid(conflicts));
		}
		return convert(tree);
	}

	private ObjectNode parse(byte[] body) {
		if (body.length == 0) {
			return this.mapper.createObjectNode();
		}
		if (isUtf16(body)) {
			throw new ProblemException(Problem.invalid("", "is not well-formed JSON in UTF-8"));
		}
		JsonNode node;
		try {
			node = this.bodies.readTree(body);
		}
		catch (JacksonException ex) {
			throw new ProblemException(Problem.invalid(this.violations.malformed(ex)));
		}
		catch (NumberFormatException ex) {
			// Jackson lets it through where an exponent does not fit into an int.
			throw new ProblemException(Problem.invalid("", JacksonViolations.OUT_OF_RANGE));
		}
		String longNumber = longNumber(node);
		if (longNumber != null) {
			throw new ProblemException(Problem.invalid(longNumber, JacksonViolations.OUT_OF_RANGE));
		}
		if (node instanceof ObjectNode object) {
			return object;
		}
		throw new ProblemException(Problem.invalid("", "must be a JSON object"));
	}

	/**
	 * Jackson would find out and read it, but JSON is exchanged in UTF-8.
	 */
	private static boolean isUtf16(byte[] body) {
		int first = body[0] & 0xFF;
		if (first == 0xFE || first == 0xFF) {
			return true;
		}
		for (int i = 0; i < Math.min(body.length, 4); i++) {
			if (body[i] == 0) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Where there is a number that is too long.
	 * @return {@code null} if there is none
	 */
	private @Nullable String longNumber(JsonNode node) {
		if (node.isBigDecimal()) {
			return FiniteNumbers.isShort(node.decimalValue(), this.maxDigits) ? null : "";
		}
		int index = 0;
		for (JsonNode element : node.isArray() ? node : List.<JsonNode>of()) {
			String path = longNumber(element);
			if (path != null) {
				return join("[" + index + "]", path);
			}
			index++;
		}
		for (Map.Entry<String, JsonNode> property : node.properties()) {
			String path = longNumber(property.getValue());
			if (path != null) {
				return join(property.getKey(), path);
			}
		}
		return null;
	}

	private static String join(String head, String tail) {
		return (tail.isEmpty() || tail.startsWith("[")) ? head + tail : head + "." + tail;
	}

	/**
	 * So that an alias cannot say something else than the path.
	 */
	private void resolveAliases(ObjectNode tree, List<Violation> conflicts) {
		for (String name : List.copyOf(tree.propertyNames())) {
			String jsonName = this.aliases.getOrDefault(name, name);
			if (!jsonName.equals(name)) {
				JsonNode value = tree.remove(name);
				JsonNode other = tree.get(jsonName);
				if (other != null && !other.equals(value)) {
					conflicts.add(new Violation(name, "is given as " + jsonName + " and differs there"));
				}
				tree.set(jsonName, value);
			}
		}
	}

	private void put(ObjectNode tree, String component, String jsonName, List<String> values, String where,
			List<Violation> conflicts) {
		JsonNode value;
		if (Boolean.TRUE.equals(this.multiple.get(component))) {
			value = this.mapper.valueToTree(elements(values));
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

	/**
	 * A client that writes all components has {@code null} for one that it does not know:
	 * that is no other value.
	 */
	private void putKey(ObjectNode tree, KeyComponent component, String key, List<Violation> conflicts) {
		String jsonName = this.jsonNames.getOrDefault(component.name(), component.name());
		JsonNode other = tree.path(jsonName);
		if (other.isMissingNode() || other.isNull()) {
			tree.put(jsonName, key);
		}
		else if (!other.isValueNode() || !component.isSame(key, other.asString())) {
			conflicts.add(new Violation(component.name(),
					"is given in the header " + IdempotencyKeyHeader.NAME + " and differs elsewhere"));
		}
	}

	/**
	 * As Spring does it: a single value may be a list with commas.
	 */
	private static List<String> elements(List<String> values) {
		if (values.size() > 1) {
			return values;
		}
		String value = Objects.requireNonNullElse(values.getFirst(), "");
		return value.isEmpty() ? List.of() : Stream.of(value.split(",", -1)).map(String::strip).toList();
	}

	private static boolean same(JsonNode value, JsonNode other) {
		if (value.isArray() && other.isArray() && value.size() == other.size()) {
			return IntStream.range(0, value.size()).allMatch((index) -> same(value.get(index), other.get(index)));
		}
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
