package dev.actorspring.demo.prometheus;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A Prometheus in a process of its own, which scrapes an auction house and is asked with
 * PromQL.
 */
final class Prometheus implements AutoCloseable {

	private static final File SERVER = new File("/usr/bin/prometheus");

	private static final Pattern ADDRESS = Pattern.compile("\"Listening on\" address=(\\S+)");

	private static final Duration START = Duration.ofSeconds(30);

	private final HttpClient http = HttpClient.newHttpClient();

	private final Process process;

	private final Path log;

	private Prometheus(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/**
	 * Skips the test where there is no Prometheus, unless it is the build that decides.
	 */
	static void requireInstalled() {
		boolean present = SERVER.canExecute() && Promtool.isInstalled();
		if (!present && "true".equals(System.getenv("CI"))) {
			fail("prometheus is not installed, so that what it makes of the meters cannot be tried");
		}
		assumeTrue(present, "prometheus is not installed");
	}

	/**
	 * Starts one and waits until it has scraped.
	 * @param port of the application
	 * @param directory where it may write
	 * @param rules the file of its rules
	 */
	static Prometheus scraping(int port, Path directory, Path rules) throws IOException {
		Path configuration = Files.writeString(directory.resolve("prometheus.yml"), """
				global:
				  scrape_interval: 500ms
				  scrape_timeout: 500ms
				  evaluation_interval: 500ms
				rule_files:
				  - %s
				scrape_configs:
				  - job_name: auctions
				    metrics_path: /actuator/prometheus
				    static_configs:
				      - targets: ["localhost:%d"]
				""".formatted(rules.toAbsolutePath().normalize(), port));
		Path log = directory.resolve("log");
		// It finds a free port by itself, and says which.
		Process process = new ProcessBuilder(SERVER.getPath(), "--config.file=" + configuration,
				"--storage.tsdb.path=" + directory.resolve("data"), "--web.listen-address=127.0.0.1:0")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		Prometheus prometheus = new Prometheus(process, log);
		try {
			await().atMost(START)
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(prometheus.query("up")).as(prometheus.log())
					.singleElement()
					.extracting(Sample::value)
					.isEqualTo(1.0));
			return prometheus;
		}
		catch (Throwable ex) {
			prometheus.close();
			throw ex;
		}
	}

	/**
	 * What an expression is now.
	 * @param promQl gives a vector
	 */
	List<Sample> query(String promQl) {
		JsonNode data = get("/api/v1/query?query=" + URLEncoder.encode(promQl, StandardCharsets.UTF_8));
		assertThat(data.path("resultType").asString()).as(promQl).isEqualTo("vector");
		return data.path("result").valueStream().map(Sample::of).toList();
	}

	/**
	 * Checks that a question has an answer with the labels that are wanted.
	 */
	void expectAnswer(Dashboard.Query query) {
		assertThat(query(query.withAll())).as("%s: %s", query.place(), query.expression())
			.isNotEmpty()
			.allSatisfy((sample) -> assertThat(sample.labels().keySet()).containsAll(query.labels()));
	}

	/**
	 * Reads from its API.
	 * @param path with the query
	 * @return what is in {@code data}
	 */
	JsonNode get(String path) {
		try {
			HttpResponse<String> response = this.http.send(
					HttpRequest.newBuilder(URI.create("http://" + address() + path)).build(),
					HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
			return JsonMapper.shared().readTree(response.body()).path("data");
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(path, ex);
		}
	}

	private String address() {
		Matcher address = ADDRESS.matcher(log());
		assertThat(address.find()).as(log()).isTrue();
		return address.group(1);
	}

	private String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * One element of a vector.
	 *
	 * @param labels the name of the metric is not among them
	 * @param value its value
	 */
	record Sample(Map<String, String> labels, double value) {

		private static Sample of(JsonNode json) {
			Map<String, String> labels = new TreeMap<>();
			json.path("metric")
				.propertyStream()
				.forEach((label) -> labels.put(label.getKey(), label.getValue().asString()));
			labels.remove("__name__");
			return new Sample(labels, Double.parseDouble(json.path("value").path(1).asString()));
		}

	}

}
