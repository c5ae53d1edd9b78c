package dev.actorspring.durable.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link CounterProgram} that runs.
 */
final class CounterProcess implements Counters, AutoCloseable {

	private final Process process;

	private final PrintStream input;

	private final Thread reader;

	private final AtomicLong commands = new AtomicLong();

	private final ConcurrentMap<Long, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

	private final CompletableFuture<String> ready = new CompletableFuture<>();

	private volatile boolean over;

	/**
	 * Starts it, and waits until it is up.
	 * @param arguments for the program
	 */
	CounterProcess(String... arguments) throws Exception {
		this(List.of(), arguments);
	}

	/**
	 * Starts it, and waits until it is up.
	 * @param before the command that starts it, such as one that sets its clock
	 * @param arguments for the program
	 */
	CounterProcess(List<String> before, String... arguments) throws Exception {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		List<String> command = new ArrayList<>(before);
		command.addAll(List.of(ProcessHandle.current().info().command().orElseThrow(), "-cp", classPath,
				CounterProgram.class.getName()));
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.input = new PrintStream(this.process.getOutputStream(), false, StandardCharsets.UTF_8);
		this.reader = Thread.ofPlatform().daemon().start(this::read);
		this.ready.get(CounterApplication.LONG.toSeconds(), TimeUnit.SECONDS);
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader()) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (line.startsWith(CounterProgram.ANSWER)) {
					answered(line.substring(CounterProgram.ANSWER.length()).split(" ", 3));
				}
			}
		}
		catch (IOException ex) {
			// It was killed.
		}
		this.over = true;
		this.ready.completeExceptionally(Failed.killed());
		this.waiting.keySet().forEach(this::lose);
	}

	private void answered(String[] words) {
		if (words[0].equals("ready")) {
			this.ready.complete("");
			return;
		}
		CompletableFuture<String> asker = this.waiting.remove(Long.valueOf(words[0]));
		if (words[1].equals("done")) {
			asker.complete(words[2]);
		}
		else {
			asker.completeExceptionally(new Failed(words[2]));
		}
	}

	private void lose(Long command) {
		CompletableFuture<String> asker = this.waiting.remove(command);
		if (asker != null) {
			asker.completeExceptionally(Failed.killed());
		}
	}

	/**
	 * Sends a command.
	 * @return what has come of it, or a {@link Failed}
	 */
	CompletableFuture<String> ask(String command) {
		Long number = this.commands.incrementAndGet();
		CompletableFuture<String> answer = new CompletableFuture<>();
		this.waiting.put(number, answer);
		synchronized (this.input) {
			this.input.println(number + " " + command);
			this.input.flush();
		}
		if (this.over) {
			lose(number);
		}
		return answer;
	}

	@Override
	public CompletableFuture<Integer> add(String key, @Nullable String id) {
		return ask("add " + key + ((id != null) ? " " + id : "")).thenApply(Integer::valueOf);
	}

	@Override
	public CompletableFuture<Counter.Count> look(String key) {
		return ask("look " + key).thenApply((answer) -> {
			String[] words = answer.split(" ");
			Set<Integer> alarms = (words.length > 3)
					? Stream.of(words[3].split(",")).map(Integer::valueOf).collect(Collectors.toSet()) : Set.of();
			return new Counter.Count(Integer.parseInt(words[0]), alarms, Integer.parseInt(words[1]),
					Integer.parseInt(words[2]));
		});
	}

	boolean isServing() {
		return ask("serving").join().equals("true");
	}

	int crashes() {
		return Integer.parseInt(ask("crashes").join());
	}

	/** Stops it in the middle of whatever it does. */
	void stop() throws Exception {
		signal("-STOP");
	}

	void goOn() throws Exception {
		signal("-CONT");
	}

	private void signal(String signal) throws Exception {
		Signals.send(signal, Stream.of(this.process.toHandle()));
	}

	/**
	 * Kills it. What it has said before is heard.
	 */
	void kill() throws InterruptedException {
		// By its handle, as what it has said is still to be read.
		this.process.toHandle().destroyForcibly();
		this.reader.join();
	}

	@Override
	public void close() throws InterruptedException {
		kill();
		assertThat(this.process.waitFor()).isNotZero();
	}

	/**
	 * A command was not done.
	 */
	static final class Failed extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final String type;

		private Failed(String description) {
			super(description);
			this.type = description.split(" ", 2)[0];
		}

		static Failed killed() {
			return new Failed("Killed");
		}

		/** The simple name of an exception. */
		String type() {
			return this.type;
		}

	}

}
