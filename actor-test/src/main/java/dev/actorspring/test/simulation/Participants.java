package dev.actorspring.test.simulation;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Those who take part in a schedule, from left to right as they appear.
 */
final class Participants {

	private static final int LONGEST = 18;

	private final List<String> paths = new ArrayList<>();

	Participants(List<Occurrence> occurrences) {
		for (Occurrence each : occurrences) {
			switch (each) {
				case Occurrence.Begins begins -> {
					add(begins.from());
					add(begins.to());
				}
				case Occurrence.Ends ends -> {
					add(ends.from());
					add(ends.to());
				}
				case Occurrence.Note note -> add(note.who());
			}
		}
	}

	private void add(@Nullable String path) {
		if (path != null && !this.paths.contains(path)) {
			this.paths.add(path);
		}
	}

	int count() {
		return this.paths.size();
	}

	/**
	 * Which one somebody is.
	 * @param path who, or {@code null}
	 * @return minus one for nobody
	 */
	int index(@Nullable String path) {
		return (path != null) ? this.paths.indexOf(path) : -1;
	}

	/**
	 * The names, short enough for a column.
	 */
	List<String> names() {
		return this.paths.stream()
			.map((path) -> (path.length() > LONGEST) ? "…" + path.substring(path.length() - LONGEST + 1) : path)
			.toList();
	}

}
