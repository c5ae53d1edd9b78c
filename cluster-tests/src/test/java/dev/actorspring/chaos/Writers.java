package dev.actorspring.chaos;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads on the nodes, one for each, that write numbered notes to the same diaries, each
 * without waiting for the last one to arrive.
 */
final class Writers {

	private static final int DIARIES = 6;

	private final Cluster cluster;

	/** Those that write, by their nodes. */
	private final Map<Integer, String> writing = new TreeMap<>();

	/** How much was sent by those that do not write any more, by name and diary. */
	private final Map<String, JsonNode> sent = new TreeMap<>();

	private final List<String> names = new ArrayList<>();

	private final String prefix;

	private long failed;

	Writers(Cluster cluster, String prefix) {
		this.cluster = cluster;
		this.prefix = prefix;
	}

	void start(int place) throws IOException, InterruptedException {
		String name = this.prefix + "-" + this.names.size() + "-on-" + place;
		int status = this.cluster
			.send(this.cluster.request(place, "/senders/" + name + "/" + DIARIES).POST(BodyPublishers.noBody()).build())
			.statusCode();
		assertThat(status).isEqualTo(200);
		this.writing.put(place, name);
		this.names.add(name);
	}

	/**
	 * Has the one on a node write nothing more, and waits until it knows what became of
	 * its requests.
	 */
	void stop(int place) throws IOException, InterruptedException {
		String name = this.writing.remove(place);
		JsonNode result = Cluster
			.json(this.cluster.send(this.cluster.request(place, "/senders/" + name).DELETE().build()));
		this.sent.put(String.valueOf(name), result.path("notes"));
		this.failed += result.path("failed").asLong();
	}

	/**
	 * The one on a node has gone with it.
	 */
	void forget(int place) {
		this.writing.remove(place);
	}

	void stop() throws IOException, InterruptedException {
		for (int place : List.copyOf(this.writing.keySet())) {
			stop(place);
		}
	}

	/**
	 * Compares what has come with what was sent.
	 * @param complete whether all of it has to have come
	 */
	void check(boolean complete) throws IOException, InterruptedException {
		for (int i = 0; i < DIARIES; i++) {
			JsonNode senders = this.cluster.get(this.cluster.serving().getFirst(), "/diaries/diary-" + i)
				.path("senders");
			for (String name : this.names) {
				JsonNode page = senders.path(name);
				assertThat(page.path("disorder").asLong(-1)).as("out of order, by %s: %s", name, page).isZero();
				JsonNode notes = this.sent.get(name);
				if (notes != null) {
					long expected = notes.path("diary-" + i).asLong();
					assertThat(page.path("last").asLong()).as("the last note of %s", name).isEqualTo(expected);
					assertThat(page.path("notes").asLong()).as("all notes of %s", name)
						.isBetween(complete ? expected : 1, expected);
				}
			}
		}
		if (complete) {
			assertThat(this.failed).as("requests that have failed").isZero();
		}
	}

}
