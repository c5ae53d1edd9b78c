package dev.actorspring.benchmarks.http;

import java.io.IOException;

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

	static Server start(HttpSystem system, Plan plan) throws IOException {
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
