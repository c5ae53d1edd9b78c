package dev.actorspring.benchmarks.http;

import java.util.Locale;

/**
 * A number with its spread.
 *
 * @param workload what was measured
 * @param system of whom
 * @param median over all slices of time
 * @param min the least of them
 * @param max the most of them
 * @param unit of all three
 */
public record HttpResult(String workload, String system, double median, double min, double max, String unit) {

	/**
	 * This as an object of JSON, in one line.
	 * @return the text
	 */
	public String toJson() {
		return String.format(Locale.ROOT,
				"{\"workload\":\"%s\",\"system\":\"%s\",\"median\":%.4f,\"min\":%.4f,\"max\":%.4f,\"unit\":\"%s\"}",
				this.workload, this.system, this.median, this.min, this.max, this.unit);
	}

}
