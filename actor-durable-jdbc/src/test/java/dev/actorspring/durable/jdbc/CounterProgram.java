package dev.actorspring.durable.jdbc;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.durable.store.StateStore;

/**
 * An application with counters in a process of its own, to be killed or stopped by
 * {@link CounterProcess}. Reads commands, several of which are under way at a time, and
 * says what has come of each.
 */
final class CounterProgram {

	static final String ANSWER = "> ";

	/** So that no test has to wait for alarms that were about to be handled. */
	private static final Duration ALARMS_AGAIN = Duration.ofSeconds(2);

	private CounterProgram() {
	}

	/**
	 * Serves until it is killed.
	 * @param arguments a URL for JDBC, and how many milliseconds the lease lasts, if any
	 */
	public static void main(String[] arguments) throws Exception {
		PrintStream output = new PrintStream(System.out, false, StandardCharsets.UTF_8);
		HikariDataSource pool = TestDatabase.pool(arguments[0]);
		ActorSchema.of(pool).createMissing();
		Duration lease = (arguments.length > 1) ? Duration.ofMillis(Long.parseLong(arguments[1])) : null;
		CounterApplication application = new CounterApplication(pool, lease, CounterProgram::impatient);
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		say(output, "ready");
		for (String line = input.readLine(); line != null; line = input.readLine()) {
			String[] words = line.split(" ");
			handle(words, application).whenComplete((answer, failure) -> say(output,
					words[0] + " " + ((failure != null) ? "failed " + describe(failure) : "done " + answer)));
		}
	}

	private static StateStore impatient(StateStore store) {
		return Proxies.proxy(StateStore.class, (method, arguments) -> {
			if (method.getName().equals("due")) {
				arguments[3] = ALARMS_AGAIN;
			}
			return Proxies.invoke(store, method, arguments);
		});
	}

	private static CompletableFuture<?> handle(String[] words, CounterApplication application) {
		return switch (words[1]) {
			case "serving" -> CompletableFuture.completedFuture(application.durable().isServing());
			case "crashes" -> CompletableFuture.completedFuture(application.crashes().size());
			case "add" -> application.add(words[2], (words.length > 3) ? words[3] : null);
			case "look" -> application.look(words[2])
				.thenApply((count) -> count.total() + " " + count.rung() + " " + count.again() + " "
						+ new TreeSet<>(count.waiting()).toString().replaceAll("[ \\[\\]]", ""));
			default -> throw new IllegalArgumentException(words[1]);
		};
	}

	private static String describe(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
		return cause.getClass().getSimpleName() + " " + String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
	}

	private static void say(PrintStream output, String line) {
		synchronized (output) {
			output.println(ANSWER + line);
			output.flush();
		}
	}

}
