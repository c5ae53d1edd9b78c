package dev.actorspring.durable.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sends signals to processes of a test.
 */
final class Signals {

	private Signals() {
	}

	/**
	 * Sends a signal. Those that are gone meanwhile do not matter.
	 * @param signal such as {@code -STOP}
	 * @param processes to whom
	 */
	static void send(String signal, Stream<ProcessHandle> processes) throws Exception {
		List<String> command = new ArrayList<>(List.of("kill", signal));
		processes.forEach((process) -> command.add("" + process.pid()));
		new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor();
	}

}
