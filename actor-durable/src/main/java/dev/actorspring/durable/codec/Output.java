package dev.actorspring.durable.codec;

import java.io.StringWriter;
import java.util.function.Consumer;

import tools.jackson.core.JsonGenerator;

/**
 * What a state is written to. It refuses what {@link StateJson} would not read again.
 */
final class Output {

	private final JsonGenerator json;

	private final int outer;

	private Output(JsonGenerator json, int outer) {
		this.json = json;
		this.outer = outer;
	}

	static String of(Consumer<Output> content) {
		return of(content, 0);
	}

	private static String of(Consumer<Output> content, int outer) {
		StringWriter text = new StringWriter();
		try (JsonGenerator json = StateJson.generator(text)) {
			content.accept(new Output(json, outer));
		}
		return text.toString();
	}

	JsonGenerator json() {
		return this.json;
	}

	void startObject() {
		checkDepth();
		this.json.writeStartObject();
	}

	void startArray() {
		checkDepth();
		this.json.writeStartArray();
	}

	/**
	 * Has something written apart, but counted as if it were nested here.
	 * @param content what writes it
	 * @return the JSON
	 */
	String apart(Consumer<Output> content) {
		return of(content, depth());
	}

	private int depth() {
		return this.outer + this.json.streamWriteContext().getNestingDepth();
	}

	private void checkDepth() {
		if (depth() >= StateJson.MAX_DEPTH) {
			throw new MisfitException(
					"is nested too deep: a state has at most " + StateJson.MAX_DEPTH + " levels of JSON");
		}
	}

}
