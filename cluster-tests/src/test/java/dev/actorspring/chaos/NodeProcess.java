package dev.actorspring.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A node in a process of its own.
 */
final class NodeProcess {

	/** With which an application ends that the other nodes have removed. */
	static final int EXPELLED = 3;

	/** With which a JVM ends that was asked to, when all that is to be done first is. */
	static final int TERMINATED = 143;

	private final Process process;

	private final Path log;

	private NodeProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/**
	 * Starts it, and does not wait until it is there.
	 * @param before what stands before the command, or nothing
	 * @param build what it runs
	 */
	static NodeProcess start(List<String> before, Build build, List<String> arguments, Path log) throws IOException {
		String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
		List<String> all = new ArrayList<>(build.classPath());
		all.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
		List<String> command = new ArrayList<>(before);
		// Many start in a short time, and none lives for long.
		command.addAll(List.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
				"--enable-native-access=ALL-UNNAMED", "-cp", String.join(File.pathSeparator, all), build.main()));
		command.addAll(arguments);
		return new NodeProcess(new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
			.start(), log);
	}

	/**
	 * Sends {@code SIGTERM}.
	 */
	void terminate() {
		this.process.destroy();
	}

	/**
	 * Ends it as {@code kill -9} does.
	 */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	void stop() throws Exception {
		signal("-STOP");
	}

	void goOn() throws Exception {
		signal("-CONT");
	}

	private void signal(String signal) throws Exception {
		new ProcessBuilder("kill", signal, String.valueOf(this.process.pid())).start().waitFor();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Waits for its end.
	 * @return its exit code, or -1 if it goes on
	 */
	int awaitEnd(long seconds) throws InterruptedException {
		return this.process.waitFor(seconds, TimeUnit.SECONDS) ? this.process.exitValue() : -1;
	}

	CompletableFuture<?> onEnd() {
		return this.process.onExit();
	}

	String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

}
