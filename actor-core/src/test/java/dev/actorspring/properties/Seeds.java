package dev.actorspring.properties;

import java.util.stream.LongStream;

/**
 * The random seeds that the properties are tried with. The same ones each time, so that a
 * failure can be repeated as far as the threads allow.
 * <p>
 * Set the system property {@code actor.properties.effort} to a number above 1 to have
 * that many times as many.
 */
final class Seeds {

	private Seeds() {
	}

	static int effort() {
		return Integer.getInteger("actor.properties.effort", 1);
	}

	static LongStream few() {
		return LongStream.rangeClosed(1, 3L * effort());
	}

	static LongStream many() {
		return LongStream.rangeClosed(1, 12L * effort());
	}

}
