package dev.actorspring.cluster.pekko;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import dev.actorspring.cluster.ClusterEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node in a process of its own, and the program that it runs.
 */
final class NodeProcess implements AutoCloseable {

	static final int EXPELLED = 3;

	private static final String READY = "node is ready";

	private final Process process;

	private final Path handled;

	private NodeProcess(Process process, Path handled) {
		this.process = process;
		this.handled = handled;
	}

	static NodeProcess start(String name, int port, List<Integer> seeds, Path directory) throws Exception {
		String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Path handled = directory.resolve(name + ".handled");
		Process process = new ProcessBuilder(java, "-Xmx256m", "-cp", classPath, NodeProcess.class.getName(), name,
				String.valueOf(port), String.join(",", seeds.stream().map(String::valueOf).toList()),
				handled.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		NodeProcess node = new NodeProcess(process, handled);
		BufferedReader output = process.inputReader();
		for (String line = output.readLine();; line = output.readLine()) {
			assertThat(line).as("The process has ended").isNotNull();
			if (line.equals(READY)) {
				break;
			}
		}
		Thread.ofVirtual().start(() -> output.lines().forEach(System.out::println));
		return node;
	}

	/**
	 * Ends it as {@code kill -9} does.
	 */
	void kill() {
		this.process.toHandle().destroyForcibly();
		this.process.onExit().join();
	}

	/**
	 * Sends {@code SIGTERM}, and waits until it has ended.
	 */
	int terminate() throws InterruptedException {
		this.process.toHandle().destroy();
		return this.process.waitFor();
	}

	void signal(String name) throws Exception {
		new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).start().waitFor();
	}

	int exitValue() {
		return this.process.exitValue();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * What it has handled, however it has ended.
	 */
	List<String> handled() throws IOException {
		return Files.exists(this.handled) ? Files.readAllLines(this.handled) : List.of();
	}

	@Override
	public void close() {
		kill();
	}

	private static void exitIfExpelled(ClusterEvent event) {
		if (event instanceof ClusterEvent.Expelled) {
			Runtime.getRuntime().halt(EXPELLED);
		}
	}

	/**
	 * The program.
	 * @param arguments name, port, seeds, file for what is handled
	 */
	public static void main(String[] arguments) throws IOException {
		PrintStream file = new PrintStream(new FileOutputStream(arguments[3], true), true, StandardCharsets.UTF_8);
		LocalNode node = LocalNode.start(arguments[0], Integer.parseInt(arguments[1]),
				Arrays.stream(arguments[2].split(",")).map(Integer::valueOf).toList(),
				(handled) -> file.println(handled.id()), (settings) -> settings.listener(NodeProcess::exitIfExpelled));
		Runtime.getRuntime().addShutdownHook(new Thread(node::close));
		System.out.println(READY);
		for (int next = 0; next >= 0; next = System.in.read()) {
			// Until the test is gone.
		}
		Runtime.getRuntime().halt(1);
	}

}
