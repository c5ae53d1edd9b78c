package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A server and the connections to it.
 */
final class Server implements AutoCloseable {

	private final HttpSystem system;

	private final ServerProcess process;

	private final Load load;

	private Server(HttpSystem system, ServerProcess process, Load load) {
		this.system = system;
		this.process = process;
		this.load = load;
	}

	/**
	 * Starts all servers of a plan, at the same time.
	 * @throws IOException if one does not start; then none is left
	 */
	static List<Server> start(Plan plan) throws IOException {
		List<Future<Server>> starting;
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			starting = plan.systems().stream().map((system) -> threads.submit(() -> start(system, plan))).toList();
		}
		List<Server> servers = new ArrayList<>();
		IOException failure = null;
		for (Future<Server> each : starting) {
			if (each.state() == Future.State.SUCCESS) {
				servers.add(each.resultNow());
			}
			else {
				failure = new IOException(each.exceptionNow());
			}
		}
		if (failure != null) {
			for (Server server : servers) {
				server.close();
			}
			throw failure;
		}
		return servers;
	}

	private static Server start(HttpSystem system, Plan plan) throws IOException {
		ServerProcess process = ServerProcess.start(system, plan.flags());
		try {
			Load load = new Load(process.port(), Plan.CONNECTIONS, system.remembers(), process.handle());
			return new Server(system, process, load);
		}
		catch (IOException ex) {
			process.close();
			throw ex;
		}
	}

	HttpSystem system() {
		return this.system;
	}

	Load load() {
		return this.load;
	}

	@Override
	public void close() throws IOException {
		this.load.close();
		this.process.close();
	}

}
