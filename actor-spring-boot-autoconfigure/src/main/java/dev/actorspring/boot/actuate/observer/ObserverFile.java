package dev.actorspring.boot.actuate.observer;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;
import org.springframework.util.StringUtils;

/**
 * A file that the page needs.
 *
 * @param name without folders
 */
record ObserverFile(String name) {

	/**
	 * All of them. Nothing else is served, whatever is asked for.
	 */
	static final List<String> NAMES = List.of("actions.js", "attention.js", "chart.js", "cluster.css", "cluster.js",
			"columns.js", "connection.js", "detail.css", "detail.js", "dom.js", "family.js", "format.js", "history.js",
			"icon.svg", "layout.css", "main.js", "model.js", "restarts.js", "rows.js", "states.css", "states.js",
			"summary.js", "theme.css", "timeline.js", "topics.css", "topics.js", "treegrid.css", "treegrid.js");

	static @Nullable ObserverFile named(String name) {
		return NAMES.contains(name) ? new ObserverFile(name) : null;
	}

	Resource resource() {
		return new ClassPathResource("page/" + this.name, ObserverFile.class);
	}

	MimeType type() {
		return switch (StringUtils.getFilenameExtension(this.name)) {
			case "css" -> new MimeType("text", "css", StandardCharsets.UTF_8);
			case "js" -> new MimeType("text", "javascript", StandardCharsets.UTF_8);
			case "svg" -> new MimeType("image", "svg+xml");
			case null, default -> throw new IllegalStateException("No type is known for " + this.name);
		};
	}

}
