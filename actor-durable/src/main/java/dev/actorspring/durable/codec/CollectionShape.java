package dev.actorspring.durable.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The form of lists and sets: an array. The elements of a plain set are sorted, so that
 * equal sets have equal JSON.
 *
 * @param element the form of each element
 * @param kind of collection
 */
record CollectionShape(Shape element, Kind kind) implements Shape {

	/**
	 * What is stored.
	 */
	enum Kind {

		LIST, SET, SEQUENCED_SET

	}

	@Override
	public void write(Output output, Object value) {
		Collection<?> elements = (Collection<?>) value;
		output.startArray();
		if (this.kind != Kind.SET || elements.size() < 2) {
			each(elements, (element) -> this.element.write(output, element));
		}
		else if (this.element instanceof ScalarShape<?> scalar && scalar.key() != null) {
			SortedMap<String, Object> sorted = new TreeMap<>();
			each(elements, (element) -> sorted.put(scalar.formatKey(element), element));
			sorted.values().forEach((element) -> scalar.write(output, element));
		}
		else {
			List<String> parts = new ArrayList<>(elements.size());
			each(elements, (element) -> parts.add(output.apart((part) -> this.element.write(part, element))));
			Collections.sort(parts);
			parts.forEach((part) -> output.json().writeRawValue(part));
		}
		output.json().writeEndArray();
	}

	private static void each(Collection<?> elements, Consumer<Object> action) {
		int index = 0;
		for (Object element : elements) {
			apply(index, element, action);
			index++;
		}
	}

	private static void apply(int index, @Nullable Object element, Consumer<Object> action) {
		try {
			if (element == null) {
				throw new MisfitException("is null, which a collection must not hold");
			}
			action.accept(element);
		}
		catch (MisfitException ex) {
			throw ex.in("[" + index + "]");
		}
	}

	@Override
	public Object read(JsonNode json) {
		if (!json.isArray()) {
			throw Shape.expected("an array", json);
		}
		List<Object> elements = new ArrayList<>(json.size());
		for (int i = 0; i < json.size(); i++) {
			try {
				elements.add(this.element.read(json.get(i)));
			}
			catch (MisfitException ex) {
				throw ex.in("[" + i + "]");
			}
		}
		return (this.kind == Kind.LIST) ? List.copyOf(elements) : set(elements);
	}

	private static SequencedSet<Object> set(List<Object> elements) {
		SequencedSet<Object> set = new LinkedHashSet<>(elements);
		if (set.size() < elements.size()) {
			throw new MisfitException("is a set, but holds an element twice");
		}
		return Collections.unmodifiableSequencedSet(set);
	}

}
