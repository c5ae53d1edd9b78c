package dev.actorspring.boot.diagnostics;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Describes exceptions of the application's actors. These may throw while they describe
 * themselves, which must not become a second failure.
 */
public final class Causes {

	private Causes() {
	}

	/**
	 * The class and message of an exception.
	 * @param cause the exception
	 * @return as its {@code toString}, or only its class if that fails
	 */
	public static String describe(Throwable cause) {
		try {
			return String.valueOf(cause);
		}
		catch (RuntimeException ex) {
			return cause.getClass().getName();
		}
	}

	/**
	 * The message of an exception.
	 * @param cause the exception
	 * @return {@code null} if it has none, or fails to say it
	 */
	public static @Nullable String message(Throwable cause) {
		try {
			return cause.getMessage();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	/**
	 * The whole stack trace of an exception.
	 * @param cause the exception
	 * @return with its causes, or only its own frames if one of them cannot be printed
	 */
	public static String stackTrace(Throwable cause) {
		try {
			StringWriter text = new StringWriter();
			cause.printStackTrace(new PrintWriter(text));
			return text.toString();
		}
		catch (RuntimeException ex) {
			return describe(cause) + Arrays.stream(cause.getStackTrace())
				.map((frame) -> System.lineSeparator() + "\tat " + frame)
				.collect(Collectors.joining());
		}
	}

}
