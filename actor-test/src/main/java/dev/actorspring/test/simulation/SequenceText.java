package dev.actorspring.test.simulation;

import java.util.List;

import dev.actorspring.Message;
import org.jspecify.annotations.Nullable;

/**
 * A sequence diagram for a console: a line for everything that happens, with an arrow
 * between columns, and what it is at the right.
 */
final class SequenceText {

	private static final int MOST_LINES = 120;

	private final Participants participants;

	private final List<Occurrence> occurrences;

	private final int width;

	SequenceText(List<Occurrence> occurrences) {
		this.occurrences = occurrences;
		this.participants = new Participants(occurrences);
		this.width = 4 + this.participants.names().stream().mapToInt(String::length).max().orElse(0);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		header(text);
		int from = Math.max(0, this.occurrences.size() - MOST_LINES);
		if (from > 0) {
			text.append("      … ").append(from).append(" lines before\n");
		}
		for (Occurrence each : this.occurrences.subList(from, this.occurrences.size())) {
			switch (each) {
				case Occurrence.Begins begins -> line(text, begins, begins.from(), begins.to(), '─', label(begins));
				case Occurrence.Ends ends when ends.asked() && ends.to() != null ->
					line(text, ends, ends.from(), ends.to(), '╌', label(ends));
				case Occurrence.Ends ends when ends.thrown() != null -> note(text, ends, ends.from(), label(ends));
				case Occurrence.Ends ends -> {
				}
				case Occurrence.Note note -> note(text, note, note.who(), note.text());
			}
		}
		return text.toString();
	}

	static String label(Occurrence.Begins begins) {
		Message<?> message = begins.message();
		String text = Texts.of(message);
		return (begins.sent() >= 0 && begins.sent() < begins.step() - 1)
				? text + "  (sent in step " + (begins.sent() + 1) + ")" : text;
	}

	static String label(Occurrence.Ends ends) {
		if (ends.thrown() == null) {
			return "returns";
		}
		return (ends.crashed() ? "crashes: " : "declines: ") + Texts.of(ends.thrown());
	}

	private void header(StringBuilder text) {
		text.append(String.format("%5s %9s ", "step", "time"));
		for (String name : this.participants.names()) {
			int before = (this.width - name.length()) / 2;
			text.append(" ".repeat(before)).append(name).append(" ".repeat(this.width - before - name.length()));
		}
		text.append('\n');
	}

	private int center(int index) {
		return index * this.width + this.width / 2;
	}

	private StringBuilder lifelines() {
		StringBuilder line = new StringBuilder(" ".repeat(this.participants.count() * this.width));
		for (int i = 0; i < this.participants.count(); i++) {
			line.setCharAt(center(i), '│');
		}
		return line;
	}

	private void line(StringBuilder text, Occurrence occurrence, @Nullable String from, String to, char stroke,
			String label) {
		StringBuilder line = lifelines();
		int target = center(this.participants.index(to));
		int origin = (from != null) ? center(this.participants.index(from)) : 0;
		if (origin == target) {
			line.replace(target + 1, target + 3, stroke + "◀");
		}
		else if (origin < target) {
			stroke(line, origin + 1, target - 1, stroke);
			line.setCharAt(target - 1, '▶');
		}
		else {
			stroke(line, target + 2, origin, stroke);
			line.setCharAt(target + 1, '◀');
		}
		append(text, occurrence, line, label);
	}

	private static void stroke(StringBuilder line, int from, int to, char stroke) {
		for (int i = from; i < to; i++) {
			line.setCharAt(i, stroke);
		}
	}

	private void note(StringBuilder text, Occurrence occurrence, String who, String label) {
		StringBuilder line = lifelines();
		line.setCharAt(center(this.participants.index(who)), '●');
		append(text, occurrence, line, label);
	}

	private static void append(StringBuilder text, Occurrence occurrence, StringBuilder line, String label) {
		text.append(String.format("%5d %9s ", occurrence.step() + 1, Texts.time(occurrence.time())))
			.append(line)
			.append(' ')
			.append(label)
			.append('\n');
	}

}
