package dev.actorspring.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Draws results as bars, a block for each workload: the longer the better. For a narrow
 * column, light or dark.
 */
final class Picture {

	private static final List<String> WORKLOADS = List.of("tell-1-1", "tell-4-1", "ask-1", "ask-64", "ask-1-handed",
			"ask-64-handed", "ping-pong-1", "ping-pong-16", "ring", "skynet", "spawn", "growth-1000000", "restart");

	private static final int WIDTH = 360;

	private static final int LINE = 15;

	private static final int BARS = 134;

	private static final int LONGEST = 160;

	private static final String HEAD = """
			<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" \
			aria-label="%3$s">
			<style>
			svg { background: #ffffff; font: 11px system-ui, sans-serif; }
			text { fill: #24292f; }
			.workload { font-weight: 600; font-size: 12px; }
			.number { fill: #57606a; }
			.ours { fill: #1a7f37; }
			.peer { fill: #afb8c1; }
			@media (prefers-color-scheme: dark) {
			svg { background: #0d1117; }
			text { fill: #e6edf3; }
			.number { fill: #9198a1; }
			.ours { fill: #3fb950; }
			.peer { fill: #57606a; }
			}
			</style>
			""";

	private final StringBuilder drawn = new StringBuilder();

	private int y = LINE;

	private Picture() {
	}

	/**
	 * Draws the results of a run.
	 * @param json as of {@link Report#write}
	 * @return an SVG; without any bars if none of the workloads was measured
	 */
	static String of(String json) {
		Map<String, List<Bar>> bars = new LinkedHashMap<>();
		WORKLOADS.forEach((workload) -> bars.put(workload, new ArrayList<>()));
		for (JsonNode row : JsonMapper.shared().readTree(json).path("results")) {
			List<Bar> known = bars.get(row.path("workload").asString());
			String system = row.path("system").asString();
			if (known != null && row.path("median").asDouble(0) > 0 && isDrawn(system)) {
				known.add(new Bar(system, row.path("median").asDouble(), row.path("unit").asString()));
			}
		}
		Picture picture = new Picture();
		bars.forEach((workload, ofWorkload) -> {
			if (!ofWorkload.isEmpty()) {
				picture.draw(workload, ofWorkload);
			}
		});
		return String.format(Locale.ROOT, HEAD, WIDTH, picture.y, "Each workload on each system, longer is better")
				+ picture.drawn + "</svg>\n";
	}

	/**
	 * Whether a system is one that a user could choose.
	 */
	private static boolean isDrawn(String system) {
		return !system.startsWith("JDK") && !system.equals(JvmSystem.COMPUTE_PLAIN.label());
	}

	private void draw(String workload, List<Bar> bars) {
		String unit = bars.getFirst().unit();
		text("workload", workload + ", " + unit);
		this.y += LINE;
		double best = bars.stream().mapToDouble(Bar::goodness).max().orElseThrow();
		for (Bar bar : bars) {
			text("system", bar.system());
			double length = Math.max(1, LONGEST * bar.goodness() / best);
			this.drawn.append(String.format(Locale.ROOT,
					"<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"10\" rx=\"2\"/>\n",
					bar.system().startsWith("actor-spring") ? "ours" : "peer", BARS, this.y - 9, length));
			number(BARS + length + 4, Tables.number(bar.value()));
			this.y += LINE;
		}
		this.y += LINE / 2;
	}

	private void text(String style, String text) {
		this.drawn
			.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"4\" y=\"%d\">%s</text>\n", style, this.y, text));
	}

	private void number(double x, String number) {
		this.drawn.append(String.format(Locale.ROOT, "<text class=\"number\" x=\"%.1f\" y=\"%d\">%s</text>\n", x,
				this.y, number));
	}

	/**
	 * A bar.
	 *
	 * @param system whose
	 * @param value what was measured
	 * @param unit of the value
	 */
	private record Bar(String system, double value, String unit) {

		double goodness() {
			return this.unit.endsWith("/s") ? this.value : 1 / this.value;
		}

	}

}
