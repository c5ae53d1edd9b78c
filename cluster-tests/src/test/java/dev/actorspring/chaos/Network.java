package dev.actorspring.chaos;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the nodes are. Each has a network namespace of its own with two cables: one to
 * the other nodes, which can be cut, and one to the database and to the clients, which
 * stays. Whoever is not root, or has no {@code ip} or {@code iptables}, has all nodes on
 * loopback, and cannot cut anything.
 */
final class Network implements AutoCloseable {

	/** How many nodes there may be. */
	static final int PLACES = 4;

	private final String id = Long.toString(ProcessHandle.current().pid(), 36);

	/** Of the addresses, so that two builds on one machine do not meet. */
	private final String prefix = "10.%d.%d".formatted(200 + ProcessHandle.current().pid() % 50,
			(ProcessHandle.current().pid() / 50) % 100 * 2);

	private final String nodesPrefix = "10.%d.%d".formatted(200 + ProcessHandle.current().pid() % 50,
			(ProcessHandle.current().pid() / 50) % 100 * 2 + 1);

	private final boolean spaces;

	private final List<Integer> ports;

	private final Thread hook = new Thread(this::clear);

	private Network(boolean spaces) throws IOException {
		this.spaces = spaces;
		this.ports = freePorts(2 * PLACES);
	}

	static Network create() throws IOException {
		Network network = new Network(hasSpaces());
		if (network.spaces) {
			Runtime.getRuntime().addShutdownHook(network.hook);
			network.lay();
		}
		return network;
	}

	private static boolean hasSpaces() {
		String name = "actors-try-" + ProcessHandle.current().pid();
		try {
			return isWanted() && tryTo("ip", "netns", "add", name) && canLayCables(name)
					&& tryTo("ip", "netns", "delete", name);
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Whether the user has what it takes, if the kernel lets it.
	 */
	private static boolean isWanted() throws IOException {
		return "root".equals(System.getProperty("user.name")) && tryTo("ip", "-V") && tryTo("iptables", "--version");
	}

	private static boolean canLayCables(String space) throws IOException {
		String name = "at" + Long.toString(ProcessHandle.current().pid(), 36);
		boolean can = tryTo("ip", "link", "add", name, "type", "bridge")
				&& tryTo("ip", "link", "add", name + "e", "type", "veth", "peer", "name", name + "p", "netns", space)
				&& tryTo("ip", "netns", "exec", space, "iptables", "--list");
		tryTo("ip", "link", "delete", name + "e");
		tryTo("ip", "link", "delete", name);
		if (!can) {
			tryTo("ip", "netns", "delete", space);
		}
		return can;
	}

	static List<Integer> freePorts(int count) throws IOException {
		List<ServerSocket> sockets = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			sockets.add(new ServerSocket(0));
		}
		List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
		for (ServerSocket each : sockets) {
			each.close();
		}
		return ports;
	}

	private void lay() throws IOException {
		String nodes = bridge("n");
		String outside = bridge("o");
		ip("address", "add", databaseHost() + "/24", "dev", outside);
		for (int place = 0; place < PLACES; place++) {
			ip("netns", "add", space(place));
			ip("-n", space(place), "link", "set", "lo", "up");
			cable(place, "n", nodes, clusterHost(place));
			cable(place, "o", outside, httpHost(place));
		}
	}

	private String bridge(String kind) throws IOException {
		String name = "ac" + this.id + kind;
		ip("link", "add", name, "type", "bridge");
		ip("link", "set", name, "up");
		return name;
	}

	private void cable(int place, String kind, String bridge, String address) throws IOException {
		String inside = "to-" + kind;
		ip("link", "add", end(place, kind), "type", "veth", "peer", "name", inside, "netns", space(place));
		ip("link", "set", end(place, kind), "master", bridge, "up");
		ip("-n", space(place), "address", "add", address + "/24", "dev", inside);
		ip("-n", space(place), "link", "set", inside, "up");
	}

	private String space(int place) {
		return "actors-" + this.id + "-" + place;
	}

	private String end(int place, String kind) {
		return "ac" + this.id + kind + place;
	}

	boolean canCut() {
		return this.spaces;
	}

	/**
	 * Takes a node from the others. Both sides keep their cables, and notice nothing.
	 */
	void cut(int place) throws IOException {
		ip("link", "set", end(place, "n"), "nomaster");
	}

	/**
	 * Has a node hear nothing from the others, which still hear it.
	 */
	void deafen(int place) throws IOException {
		run("ip", "netns", "exec", space(place), "iptables", "--append", "INPUT", "--in-interface", "to-n", "--jump",
				"DROP");
	}

	/**
	 * Gives a node back to the others.
	 */
	void heal(int place) throws IOException {
		ip("link", "set", end(place, "n"), "master", "ac" + this.id + "n");
		tryTo("ip", "netns", "exec", space(place), "iptables", "--flush", "INPUT");
	}

	/** Which user may reach the database from where. */
	List<String> databaseSettings(String hostsFile) {
		return this.spaces ? List.of("listen_addresses=127.0.0.1," + databaseHost(), "hba_file=" + hostsFile)
				: List.of();
	}

	String databaseAccess() {
		return "host all all 127.0.0.1/32 trust\nhost all all " + this.prefix + ".0/24 trust\n";
	}

	String databaseHost() {
		return this.spaces ? this.prefix + ".1" : "127.0.0.1";
	}

	String clusterHost(int place) {
		return this.spaces ? this.nodesPrefix + "." + (10 + place) : "127.0.0.1";
	}

	int clusterPort(int place) {
		return this.spaces ? 25520 : this.ports.get(place);
	}

	String httpHost(int place) {
		return this.spaces ? this.prefix + "." + (10 + place) : "127.0.0.1";
	}

	int httpPort(int place) {
		return this.spaces ? 8080 : this.ports.get(PLACES + place);
	}

	/**
	 * What to write before a command that is to be there.
	 */
	List<String> at(int place) {
		return this.spaces ? List.of("ip", "netns", "exec", space(place)) : List.of();
	}

	@Override
	public void close() {
		if (this.spaces) {
			Runtime.getRuntime().removeShutdownHook(this.hook);
			clear();
		}
	}

	private void clear() {
		try {
			for (int place = 0; place < PLACES; place++) {
				tryTo("ip", "link", "delete", end(place, "n"));
				tryTo("ip", "link", "delete", end(place, "o"));
				tryTo("ip", "netns", "delete", space(place));
			}
			tryTo("ip", "link", "delete", "ac" + this.id + "n");
			tryTo("ip", "link", "delete", "ac" + this.id + "o");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void ip(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("ip"));
		command.addAll(List.of(arguments));
		run(command.toArray(String[]::new));
	}

	private static void run(String... command) throws IOException {
		assertThat(tryTo(command)).as(String.join(" ", command)).isTrue();
	}

	private static boolean tryTo(String... command) throws IOException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
