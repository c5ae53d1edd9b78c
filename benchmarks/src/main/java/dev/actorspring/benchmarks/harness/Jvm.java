package dev.actorspring.benchmarks.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How JVMs are started: all with the same flags, on the JDK that runs this.
 *
 * @param heap the largest heap
 */
record Jvm(String heap) {

	/**
	 * The command of a program.
	 * @param main its class
	 * @param arguments its arguments
	 * @return the command
	 */
	List<String> command(String main, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(flags());
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
		command.addAll(arguments);
		return command;
	}

	List<String> flags() {
		return List.of("-Xms1g", "-Xmx" + this.heap, "-XX:+UseG1GC", "--enable-native-access=ALL-UNNAMED");
	}

}
