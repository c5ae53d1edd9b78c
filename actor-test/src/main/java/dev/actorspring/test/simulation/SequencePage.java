package dev.actorspring.test.simulation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A sequence diagram as a page with a picture.
 */
final class SequencePage {

	private static final int LEFT = 110;

	private static final int COLUMN = 170;

	private static final int ROW = 30;

	private static final int TOP = 50;

	private static final int LABELS = 520;

	private static final String STYLE = """
			:root { color-scheme: light dark; --fg: #1f2328; --soft: #59636e; --line: #c5ccd3; --bad: #c62828; --bg: #fff; }
			@media (prefers-color-scheme: dark) {
				:root { --fg: #e6edf3; --soft: #9198a1; --line: #444c56; --bad: #ff7b72; --bg: #0d1117; }
			}
			body { font: 15px/1.5 system-ui, sans-serif; color: var(--fg); background: var(--bg); margin: 2rem; }
			pre { color: var(--bad); white-space: pre-wrap; }
			.picture { overflow-x: auto; }
			text { font: 13px system-ui, sans-serif; fill: var(--fg); }
			.soft { fill: var(--soft); }
			.bad { fill: var(--bad); }
			line { stroke: var(--fg); }
			.life { stroke: var(--line); }
			.reply { stroke-dasharray: 5 4; }
			""";

	private final String title;

	private final String finding;

	private final String summary;

	private final List<Occurrence> occurrences;

	private final Participants participants;

	private final StringBuilder picture = new StringBuilder();

	private int row;

	SequencePage(String title, String finding, String summary, List<Occurrence> occurrences) {
		this.title = title;
		this.finding = finding;
		this.summary = summary;
		this.occurrences = occurrences;
		this.participants = new Participants(occurrences);
	}

	@Override
	public String toString() {
		this.picture.setLength(0);
		this.row = 0;
		this.occurrences.forEach(this::draw);
		int height = TOP + (this.row + 1) * ROW;
		int width = LEFT + this.participants.count() * COLUMN + LABELS;
		return """
				<!DOCTYPE html>
				<html lang="en">
				<head>
				<meta charset="utf-8">
				<meta name="viewport" content="width=device-width, initial-scale=1">
				<title>%1$s</title>
				<style>
				%2$s</style>
				</head>
				<body>
				<h1>%1$s</h1>
				<p>%3$s</p>
				<pre>%4$s</pre>
				<div class="picture">
				<svg xmlns="http://www.w3.org/2000/svg" width="%5$d" height="%6$d" role="img" aria-label="Sequence diagram">
				<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
				<path d="M0 0 L8 4 L0 8 z" fill="context-stroke"/></marker></defs>
				%7$s%8$s</svg>
				</div>
				</body>
				</html>
				"""
			.formatted(escape(this.title), STYLE, escape(this.summary), escape(this.finding), width, height,
					lifelines(height), this.picture);
	}

	private String lifelines(int height) {
		StringBuilder lines = new StringBuilder();
		List<String> names = this.participants.names();
		for (int i = 0; i < names.size(); i++) {
			lines.append(
					"<text x=\"%d\" y=\"20\" text-anchor=\"middle\">%s</text>%n".formatted(x(i), escape(names.get(i))));
			lines.append(
					"<line class=\"life\" x1=\"%1$d\" y1=\"28\" x2=\"%1$d\" y2=\"%2$d\"/>%n".formatted(x(i), height));
		}
		return lines.toString();
	}

	private static int x(int index) {
		return LEFT + index * COLUMN + COLUMN / 2;
	}

	private void draw(Occurrence occurrence) {
		switch (occurrence) {
			case Occurrence.Begins begins ->
				arrow(begins, begins.from(), begins.to(), "message", SequenceText.label(begins), false);
			case Occurrence.Ends ends when ends.asked() && ends.to() != null ->
				arrow(ends, ends.from(), ends.to(), "reply", SequenceText.label(ends), ends.crashed());
			case Occurrence.Ends ends when ends.thrown() != null ->
				dot(ends, ends.from(), SequenceText.label(ends), ends.crashed());
			case Occurrence.Ends ends -> {
			}
			case Occurrence.Note note -> dot(note, note.who(), note.text(), false);
		}
	}

	private void arrow(Occurrence occurrence, @Nullable String from, String to, String kind, String label,
			boolean bad) {
		int y = begin(occurrence, label, bad);
		int target = x(this.participants.index(to));
		int origin = (from != null) ? x(this.participants.index(from)) : LEFT;
		if (origin == target) {
			origin = target + COLUMN / 3;
		}
		this.picture.append("<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" marker-end=\"url(#head)\"/>%n"
			.formatted(kind, origin, y, target, y));
	}

	private void dot(Occurrence occurrence, String who, String label, boolean bad) {
		int y = begin(occurrence, label, bad);
		this.picture.append("<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"4\"/>%n".formatted(bad ? "bad" : "soft",
				x(this.participants.index(who)), y));
	}

	private int begin(Occurrence occurrence, String label, boolean bad) {
		int y = TOP + this.row++ * ROW;
		this.picture
			.append("<text class=\"soft\" x=\"8\" y=\"%d\">%d</text>%n".formatted(y + 4, occurrence.step() + 1));
		this.picture.append(
				"<text class=\"soft\" x=\"40\" y=\"%d\">%s</text>%n".formatted(y + 4, Texts.time(occurrence.time())));
		this.picture.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(bad ? "bad" : "label",
				LEFT + this.participants.count() * COLUMN + 10, y + 4, escape(label)));
		return y;
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
