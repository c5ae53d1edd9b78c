package dev.actorspring.benchmarks.trial;

import java.util.Locale;

/**
 * One result, as a process prints it: a line of JSON.
 *
 * @param workload what was measured
 * @param system of whom
 * @param config how the system was configured; empty if there is nothing to say
 * @param result what came out
 */
public record Line(String workload, String system, String config, Result result) {

	/**
	 * Writes it.
	 * @return the JSON, without a line break
	 */
	public String json() {
		String head = "{\"workload\":" + quoted(this.workload) + ",\"system\":" + quoted(this.system) + ",\"config\":"
				+ quoted(this.config) + ",";
		return head + switch (this.result) {
			case Value(double value, String unit) ->
				String.format(Locale.ROOT, "\"value\":%.4f,\"unit\":%s}", value, quoted(unit));
			case NotOffered(String reason) -> "\"notOffered\":" + quoted(reason) + "}";
			case Failed(String reason) -> "\"failed\":" + quoted(reason) + "}";
		};
	}

	private static String quoted(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		for (char each : text.toCharArray()) {
			switch (each) {
				case '"', '\\' -> quoted.append('\\').append(each);
				case '\n', '\r', '\t' -> quoted.append(' ');
				default -> quoted.append((each < ' ') ? '?' : each);
			}
		}
		return quoted.append('"').toString();
	}

	/**
	 * What came out.
	 */
	public sealed interface Result {

	}

	/**
	 * A number.
	 *
	 * @param value the number
	 * @param unit its unit; more is better if it ends with {@code /s}, else less
	 */
	public record Value(double value, String unit) implements Result {

	}

	/**
	 * The system has no such thing.
	 *
	 * @param reason why not
	 */
	public record NotOffered(String reason) implements Result {

	}

	/**
	 * It did not work.
	 *
	 * @param reason what happened
	 */
	public record Failed(String reason) implements Result {

	}

}
