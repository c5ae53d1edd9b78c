package dev.actorspring.boot.webflux;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Mapped handlers that forward, or take batches.
 */
@SpringBootTest(classes = ForwardAndBatchTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.ask-timeout=60s")
@ExtendWith(CheckedStacks.class)
class ForwardAndBatchTests {

	@Autowired
	private ActorSystem system;

	@LocalServerPort
	private int port;

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void otherActorAnswersTheClient() throws Exception {
		assertThat(get("/questions/tax").body()).isEqualTo("\"tax: it depends\"");
		HttpResponse<String> declined = get("/questions/love");
		assertThat(declined.statusCode()).as("what the other declares").isEqualTo(410);
	}

	@Test
	void eachRequestOfABatchHasItsOwnReply() throws Exception {
		Ledger.release = new CountDownLatch(1);
		CompletableFuture<String> first = post("/postings/0");
		await().until(() -> ledger().handling() != null);
		List<CompletableFuture<String>> others = IntStream.rangeClosed(1, 5)
			.mapToObj((number) -> post("/postings/" + number))
			.toList();
		await().until(() -> ledger().depth() == 5);
		Ledger.release.countDown();
		assertThat(first.join()).isEqualTo("\"0 of 1\"");
		for (int i = 1; i <= 5; i++) {
			assertThat(others.get(i - 1).join()).isEqualTo("\"" + i + " of 5\"");
		}
	}

	private NodeSnapshot.Actor ledger() {
		return (NodeSnapshot.Actor) this.system.find("ledger").orElseThrow();
	}

	private HttpResponse<String> get(String path) throws Exception {
		return this.client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
	}

	private CompletableFuture<String> post(String path) {
		HttpRequest request = HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()).build();
		return this.client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Clerk.class, Expert.class, Ledger.class })
	static class Application {

	}

	@Actor("clerk")
	static class Clerk {

		record Question(String topic) implements Request<Clerk, String> {

		}

		private final ActorRef<Expert> expert;

		Clerk(ActorRef<Expert> expert) {
			this.expert = expert;
		}

		@Receive
		@GetMapping("/questions/{topic}")
		CompletionStage<String> question(Question question, ActorContext<Clerk> context) {
			return context.forward(this.expert, new Expert.Explain(question.topic()));
		}

	}

	@Actor("expert")
	static class Expert {

		record Explain(String topic) implements Request<Expert, String> {

		}

		@ResponseStatus(HttpStatus.GONE)
		static class Unknown extends Exception {

			private static final long serialVersionUID = 1L;

		}

		@Receive
		String explain(Explain message, ActorContext<Expert> context) throws Unknown {
			if (message.topic().equals("love")) {
				throw new Unknown();
			}
			if (message.topic().equals("wait")) {
				await().until(context::isCancelled);
			}
			return message.topic() + ": it depends";
		}

	}

	@Actor("ledger")
	static class Ledger {

		private static volatile CountDownLatch release = new CountDownLatch(0);

		record Post(int number) implements Request<Ledger, String> {

		}

		@Receive(batch = 100)
		@PostMapping("/postings/{number}")
		List<String> post(List<Post> messages) throws InterruptedException {
			release.await();
			return messages.stream().map((message) -> message.number() + " of " + messages.size()).toList();
		}

	}

}
