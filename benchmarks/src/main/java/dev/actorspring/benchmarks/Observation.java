package dev.actorspring.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What it costs to look at a million live actors. Prints a table.
 */
public final class Observation {

	private static final int ACTORS = 1_000_000;

	private static final int LOOKS = 21;

	/** Between two looks: longer than a count of the actors is given again. */
	private static final Duration PAUSE = Duration.ofSeconds(1);

	private Observation() {
	}

	/**
	 * Runs it.
	 * @param args none
	 * @throws IOException if the application does not answer
	 * @throws InterruptedException never
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "management.endpoints.web.exposure.include=actors,prometheus",
					"spring.main.banner-mode=off")
			.run()) {
			looks(context);
		}
	}

	private static void looks(ConfigurableApplicationContext context) throws IOException, InterruptedException {
		KeyedActors<Small> family = context.getBean(ActorSystem.class).keyed(Small.class);
		for (int i = 0; i < ACTORS; i += 1_000) {
			int from = i;
			CompletableFuture
				.allOf(IntStream.range(from, from + 1_000)
					.mapToObj((key) -> family.get("key-" + key).ask(new Small.Ask(), Duration.ofMinutes(1)))
					.toArray(CompletableFuture[]::new))
				.join();
		}
		System.gc();
		URI root = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
		HttpClient client = HttpClient.newHttpClient();
		System.out.printf(Locale.ROOT, """

				%,d live keyed actors, %d looks each, %d ms apart, while somebody asks one actor after another.

				| | median | shortest | longest | asks: slowest, without a look |
				|---|---|---|---|---|
				""", ACTORS, LOOKS, PAUSE.toMillis());
		Duration quiet = quiet(family);
		for (String path : List.of("/actuator", "/actuator/prometheus", "/actuator/actors",
				"/actuator/actors/small/key-4711", "/actuator/actors/small?limit=50&after=key-5")) {
			HttpRequest request = HttpRequest.newBuilder(root.resolve(path)).build();
			warmUp(client, request);
			Asker asker = new Asker(family);
			long[] times = new long[LOOKS];
			for (int i = 0; i < LOOKS; i++) {
				LockSupport.parkNanos(PAUSE.toNanos());
				long begun = System.nanoTime();
				int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
				times[i] = System.nanoTime() - begun;
				if (status != 200) {
					throw new IllegalStateException(path + " was answered with " + status);
				}
			}
			Duration slowest = asker.stop();
			Arrays.sort(times);
			System.out.printf(Locale.ROOT, "| GET %s | %s | %s | %s | %s, %s |%n", path, millis(times[LOOKS / 2]),
					millis(times[0]), millis(times[LOOKS - 1]), millis(slowest.toNanos()), millis(quiet.toNanos()));
		}
	}

	private static void warmUp(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
		for (int i = 0; i < 200; i++) {
			client.send(request, BodyHandlers.ofByteArray());
		}
	}

	private static Duration quiet(KeyedActors<Small> family) {
		Asker asker = new Asker(family);
		LockSupport.parkNanos(PAUSE.toNanos() * LOOKS);
		return asker.stop();
	}

	private static String millis(long nanos) {
		return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
	}

	/**
	 * Asks all the time, and notes the longest time until a reply.
	 */
	private static final class Asker {

		private final Thread thread;

		private volatile boolean stopped;

		private long slowest;

		Asker(KeyedActors<Small> family) {
			this.thread = Thread.ofPlatform().start(() -> run(family));
		}

		private void run(KeyedActors<Small> family) {
			for (int i = 0; !this.stopped; i++) {
				long begun = System.nanoTime();
				family.get("key-" + i % ACTORS).ask(new Small.Ask()).join();
				this.slowest = Math.max(this.slowest, System.nanoTime() - begun);
				LockSupport.parkNanos(50_000);
			}
		}

		Duration stop() {
			this.stopped = true;
			try {
				this.thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return Duration.ofNanos(this.slowest);
		}

	}

	/**
	 * Answers at once.
	 */
	@KeyedActor(value = "small", passivateAfter = "0s")
	static class Small {

		record Ask() implements Request<Small, Integer> {

		}

		@Receive
		int answer(Ask ask) {
			return 0;
		}

	}

	/**
	 * The application that is looked at.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Small.class)
	static class Application {

	}

}
