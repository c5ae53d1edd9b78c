package dev.actorspring.boot.watchdog;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.management.JMException;
import javax.management.ObjectName;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dump of all threads, virtual ones too, as the JVM writes it. Since JDK 25 it says
 * which monitors each has, and for which it waits; who has a lock of
 * {@code java.util.concurrent} it does not say.
 */
final class ThreadDump {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private ThreadDump() {
	}

	static List<WaitingThread> take() throws IOException {
		Path directory = Files.createTempDirectory("actor-threads");
		Path file = directory.resolve("threads.json");
		try {
			// By name: not each JVM has it, and its interface is in no module that all
			// read.
			ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=HotSpotDiagnostic"), "dumpThreads",
						new Object[] { file.toAbsolutePath().toString(), "JSON" },
						new String[] { String.class.getName(), String.class.getName() });
			return read(MAPPER.readTree(file));
		}
		catch (JMException ex) {
			throw new IOException("This JVM does not dump its threads", ex);
		}
		finally {
			Files.deleteIfExists(file);
			Files.deleteIfExists(directory);
		}
	}

	/**
	 * Reads a dump.
	 * @return the threads that wait for a monitor or have some
	 */
	static List<WaitingThread> read(JsonNode dump) {
		List<WaitingThread> threads = new ArrayList<>();
		for (JsonNode container : dump.path("threadDump").path("threadContainers")) {
			for (JsonNode thread : container.path("threads")) {
				Set<String> owned = new HashSet<>();
				for (JsonNode frame : thread.path("monitorsOwned")) {
					for (JsonNode lock : frame.path("locks")) {
						if (!lock.isNull()) {
							owned.add(lock.asString());
						}
					}
				}
				JsonNode lock = thread.path("blockedOn");
				if (!owned.isEmpty() || !lock.isMissingNode()) {
					threads.add(new WaitingThread(thread.path("tid").asLong(), thread.path("name").asString(),
							lock.isMissingNode() ? null : lock.asString(), owned));
				}
			}
		}
		return threads;
	}

}
