package dev.actorspring.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.durable.jdbc.PostgresServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The small application on nodes that come and go, their database, and who of them gets
 * requests from outside.
 */
final class Cluster implements AutoCloseable {

	static final Duration LONG = Duration.ofSeconds(300);

	private static final JsonMapper JSON = new JsonMapper();

	private final Path directory;

	private final Network network;

	private final String database;

	private final List<String> settings;

	private final NodeProcess[] nodes = new NodeProcess[Network.PLACES];

	/** The places that get requests, as a load balancer has them. */
	private final Set<Integer> serving = ConcurrentHashMap.newKeySet();

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private final Thread hook = new Thread(this::killAll);

	/**
	 * Creates it, without any node.
	 * @param directory for what the nodes write
	 * @param settings of all nodes, on top of those of the application
	 */
	Cluster(Path directory, String... settings) throws IOException {
		this.settings = List.of(settings);
		Runtime.getRuntime().addShutdownHook(this.hook);
		this.directory = directory;
		this.network = Network.create();
		Path access = Files.createTempFile("access", ".conf",
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
		access.toFile().deleteOnExit();
		Files.writeString(access, this.network.databaseAccess());
		List<String> server = new ArrayList<>(List.of("fsync=off"));
		server.addAll(this.network.databaseSettings(access.toString()));
		this.database = new PostgresServer(server.toArray(String[]::new)).newDatabase();
	}

	Network network() {
		return this.network;
	}

	/** For this JVM, to look into it. */
	String database() {
		return this.database;
	}

	/**
	 * Starts nodes with the accounts, and waits until each has its share of the
	 * partitions and gets requests.
	 */
	void start(Integer... places) throws IOException {
		start(Build.ACCOUNTS, places);
	}

	void start(Build build, Integer... places) throws IOException {
		for (int place : places) {
			this.nodes[place] = NodeProcess.start(this.network.at(place), build, arguments(place), log(place));
		}
		awaitWhole();
		this.serving.addAll(List.of(places));
	}

	private List<String> arguments(int place) {
		String seeds = String.join(",",
				IntStream.range(0, 2)
					.mapToObj((i) -> this.network.clusterHost(i) + ":" + this.network.clusterPort(i))
					.toList());
		List<String> arguments = new ArrayList<>(this.settings);
		arguments.addAll(List.of("--server.port=" + this.network.httpPort(place),
				"--server.address=" + this.network.httpHost(place),
				"--actor.cluster.host=" + this.network.clusterHost(place),
				"--actor.cluster.port=" + this.network.clusterPort(place), "--actor.cluster.seeds=" + seeds,
				"--chaos.handled=" + this.directory.resolve("handled-" + place),
				"--spring.datasource.url=" + this.database.replace("//127.0.0.1", "//" + this.network.databaseHost())));
		return arguments;
	}

	private Path log(int place) {
		return this.directory.resolve("log-" + place);
	}

	/**
	 * Sends no more requests to a node. Those that are under way go on.
	 */
	void takeOut(int place) {
		this.serving.remove(place);
	}

	void bringBack(int place) {
		this.serving.add(place);
	}

	List<Integer> serving() {
		return List.copyOf(this.serving);
	}

	NodeProcess node(int place) {
		return this.nodes[place];
	}

	/**
	 * Has a node leave as a rolling update does, and waits for its end.
	 */
	void leave(int place) throws InterruptedException {
		takeOut(place);
		node(place).terminate();
		assertThat(node(place).awaitEnd(LONG.toSeconds())).as("It ended in good order")
			.isEqualTo(NodeProcess.TERMINATED);
	}

	/** The places of all processes that run. */
	List<Integer> alive() {
		return IntStream.range(0, this.nodes.length)
			.filter((place) -> this.nodes[place] != null && this.nodes[place].isAlive())
			.boxed()
			.toList();
	}

	/**
	 * Waits until the nodes that run are the members, and agree who has what.
	 */
	void awaitWhole() {
		await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> isWhole(alive()));
	}

	/**
	 * Waits until some nodes are the only members, whoever else runs.
	 */
	void awaitWhole(List<Integer> places) {
		await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> isWhole(places));
	}

	/**
	 * Whether some nodes are all members there are, and each has a share of the
	 * partitions, in the eyes of all.
	 */
	boolean isWhole(List<Integer> places) throws InterruptedException {
		Set<Map<String, JsonNode>> views = new HashSet<>();
		for (int place : places) {
			JsonNode view = view(place);
			if (view == null || !view.path("ready").asBoolean() || !view.path("moving").isEmpty()) {
				return false;
			}
			Map<String, JsonNode> homes = new TreeMap<>();
			for (JsonNode member : view.path("members")) {
				if (!member.path("state").asString().equals("up") || member.path("partitions").asInt() == 0) {
					return false;
				}
				homes.put(member.path("address").asString(), member.path("partitionNumbers"));
			}
			views.add(homes);
		}
		return views.size() == 1 && views.iterator().next().size() == places.size();
	}

	/**
	 * What a node says of the cluster.
	 * @return {@code null} if it says nothing
	 */
	private @Nullable JsonNode view(int place) throws InterruptedException {
		try {
			HttpResponse<String> response = send(request(place, "/actuator/actorcluster").GET().build());
			return (response.statusCode() == 200) ? JSON.readTree(response.body()) : null;
		}
		catch (IOException ex) {
			assertThat(node(place).isAlive()).as(() -> node(place).log()).isTrue();
			return null;
		}
	}

	HttpRequest.Builder request(int place, String path) {
		return HttpRequest
			.newBuilder(
					URI.create("http://" + this.network.httpHost(place) + ":" + this.network.httpPort(place) + path))
			.timeout(LONG);
	}

	HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
		return this.http.send(request, BodyHandlers.ofString());
	}

	/**
	 * What is answered with 200.
	 */
	JsonNode get(int place, String path) throws IOException, InterruptedException {
		return json(send(request(place, path).GET().build()));
	}

	static JsonNode json(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JSON.readTree(response.body());
	}

	static JsonNode json(String text) {
		return JSON.readTree(text);
	}

	/**
	 * The requests that any of the nodes has begun to handle, one line for each time.
	 */
	List<String> handled() {
		List<String> handled = new ArrayList<>();
		try (Stream<Path> files = Files.list(this.directory)) {
			for (Path each : files.filter((file) -> file.getFileName().toString().startsWith("handled-")).toList()) {
				handled.addAll(Files.readAllLines(each));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return handled;
	}

	@Override
	public void close() {
		Runtime.getRuntime().removeShutdownHook(this.hook);
		killAll();
		this.network.close();
		this.http.close();
	}

	private void killAll() {
		for (NodeProcess each : this.nodes) {
			if (each != null) {
				each.kill();
			}
		}
	}

}
