package dev.actorspring.demo.observer;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What assistive technology is told of an element.
 *
 * @param role as in {@code button}
 * @param name what it is called, or empty
 * @param focusable whether it can have the focus
 */
record AccessibleNode(String role, String name, boolean focusable) {

	private static final Set<String> NAMED = Set.of("button", "columnheader", "combobox", "dialog", "image", "region",
			"row", "searchbox", "table", "treegrid");

	@SuppressWarnings("unchecked")
	static AccessibleNode of(Map<String, Object> node) {
		List<Map<String, Object>> properties = (List<Map<String, Object>>) node.getOrDefault("properties", List.of());
		boolean focusable = properties.stream()
			.anyMatch((property) -> "focusable".equals(property.get("name"))
					&& Boolean.TRUE.equals(((Map<String, Object>) property.get("value")).get("value")));
		return new AccessibleNode(value(node, "role"), value(node, "name"), focusable);
	}

	boolean mustHaveName() {
		return this.focusable || NAMED.contains(this.role);
	}

	@SuppressWarnings("unchecked")
	private static String value(Map<String, Object> node, String property) {
		Map<String, Object> found = (Map<String, Object>) node.getOrDefault(property, Map.of());
		return String.valueOf(found.getOrDefault("value", ""));
	}

}
