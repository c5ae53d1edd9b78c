package dev.actorspring.benchmarks.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The program that a node runs. It does what lines on the standard input say, and answers
 * each with a line, or in one case two.
 */
final class NodeProgram {

	/** Before each answer. */
	static final String ANSWER = "= ";

	/** Before each answer that says what has failed. */
	static final String PROBLEM = "! ";

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final Node node;

	private @Nullable Accounts accounts;

	private NodeProgram(Node node) {
		this.node = node;
	}

	/**
	 * Runs it until its input ends.
	 * @param arguments as of {@link NodeSettings#arguments()}
	 * @throws IOException if it has no input
	 */
	public static void main(String[] arguments) throws IOException {
		try {
			NodeProgram program = new NodeProgram(start(NodeSettings.parse(arguments)));
			answer("started");
			BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			for (String line = input.readLine(); line != null; line = input.readLine()) {
				program.obey(line.split(" ", -1));
			}
		}
		finally {
			// Not in good order: whoever has started it is gone.
			Runtime.getRuntime().halt(0);
		}
	}

	private static Node start(NodeSettings settings) {
		return settings.system().start(settings);
	}

	private static void answer(String answer) {
		System.out.println(ANSWER + answer);
	}

	private void obey(String[] command) {
		try {
			answer(switch (command[0]) {
				case "settle" -> settle(Integer.parseInt(command[1]));
				case "choose" -> choose(Integer.parseInt(command[1]), command[2]);
				case "one" -> String.valueOf(new Load(accounts()).one(Duration.parse(command[1])));
				case "many" -> many(Integer.parseInt(command[1]), Duration.parse(command[2]));
				case "pursue" -> pursue(Integer.parseInt(command[1]), Boolean.parseBoolean(command[2]));
				case "leave" -> leave();
				default -> throw new IllegalArgumentException("No command: " + command[0]);
			});
		}
		catch (RuntimeException ex) {
			System.out.println(PROBLEM + ex);
		}
	}

	private Accounts accounts() {
		return Objects.requireNonNull(this.accounts, "No accounts are chosen");
	}

	private String settle(int nodes) {
		long end = System.nanoTime() + LIMIT.toNanos();
		while (!this.node.isSettled(nodes)) {
			if (System.nanoTime() - end > 0) {
				throw new IllegalStateException("The nodes have not settled");
			}
			LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
		}
		return "settled";
	}

	private String choose(int size, String home) {
		this.accounts = new Accounts(this.node, home, size);
		return "chosen";
	}

	private String many(int underWay, Duration time) {
		Load.Slice slice = new Load(accounts()).many(underWay, time);
		return slice.deposits() + " " + slice.nanos();
	}

	private String pursue(int chains, boolean failuresExpected) {
		Pursuit pursuit = new Pursuit(accounts(), chains);
		answer("pursuing");
		if (failuresExpected) {
			pursuit.awaitFailure();
			answer("failed");
		}
		pursuit.awaitAll(LIMIT);
		return pursuit.failures() + " " + pursuit.longest();
	}

	private String leave() {
		this.node.close();
		return "left";
	}

}
