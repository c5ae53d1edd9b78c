package dev.actorspring.starter;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import dev.actorspring.ActorRef;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application with the starter and Spring Boot's starter for OpenTelemetry, as its
 * traces show it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.tracing.sampling.probability=1", "management.otlp.metrics.export.enabled=false",
				"logging.pattern.correlation=[%X{traceId:-} %X{spanId:-} %X{actor.path:-}] " })
@ExtendWith(OutputCaptureExtension.class)
class TracingTests {

	private static final String TRACE = "5e1f0c2ba9d84736b05d7f3e6c4a2918";

	private static final String CALLER = "c3d2e1f0a9b81726";

	// No bean: Spring Boot would export each span once more.
	private static final InMemorySpanExporter spans = InMemorySpanExporter.create();

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private ActorRef<Ledger> ledger;

	@BeforeEach
	void forget() {
		spans.reset();
	}

	@Test
	void traceOfARequestGoesThroughActorsAndOutAgain() throws Exception {
		assertThat(post("/orders/42", "{\"amount\": 7}").body()).isEqualTo("\"booked 7\"");
		awaitSpans(6);
		assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getTraceId).containsOnly(TRACE);
		// From the caller into the application
		SpanData request = span(SpanKind.SERVER, "http post /orders/{key}");
		assertThat(request.getParentSpanId()).isEqualTo(CALLER);
		SpanData order = span(SpanKind.INTERNAL, "order Place");
		assertThat(order.getParentSpanId()).isEqualTo(request.getSpanId());
		// by ask
		SpanData post = span(SpanKind.INTERNAL, "ledger Post");
		assertThat(post.getParentSpanId()).isEqualTo(order.getSpanId());
		// and by tell
		SpanData note = span(SpanKind.INTERNAL, "archive Note");
		assertThat(note.getParentSpanId()).isEqualTo(order.getSpanId());
		// to another service, and into that.
		SpanData call = span(SpanKind.CLIENT, "http get");
		assertThat(call.getParentSpanId()).isEqualTo(post.getSpanId());
		SpanData bank = span(SpanKind.SERVER, "http get /bank");
		assertThat(bank.getParentSpanId()).isEqualTo(call.getSpanId());
	}

	@Test
	void linesOfTheLogHaveTraceAndActor(CapturedOutput output) throws Exception {
		post("/orders/42", "{\"amount\": 7}");
		awaitSpans(6);
		assertLogged(output, "order Place", "order/42", "An order of 7");
		assertLogged(output, "ledger Post", "ledger", "Booking 7");
		assertLogged(output, "archive Note", "archive", "Noted 7");
	}

	private static void assertLogged(CapturedOutput output, String span, String path, String message) {
		String correlation = "[" + TRACE + " " + span(SpanKind.INTERNAL, span).getSpanId() + " " + path + "]";
		assertThat(output.getOut().lines()).filteredOn((line) -> line.contains(message))
			.singleElement()
			.asString()
			.contains(correlation);
	}

	@Test
	void crashIsTheErrorOfItsSpanAndIsLoggedWithTheTrace(CapturedOutput output) throws Exception {
		assertThat(post("/orders/43", "{\"amount\": -1}").statusCode()).isEqualTo(500);
		awaitSpans(4);
		StatusData status = span(SpanKind.INTERNAL, "ledger Post").getStatus();
		assertThat(status.getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(status.getDescription()).isEqualTo("negative");
		// With the id that the client has been given.
		assertThat(output.getOut().lines()).filteredOn((line) -> line.contains("ERROR"))
			.singleElement()
			.asString()
			.contains("[" + TRACE + " " + span(SpanKind.SERVER, "http post /orders/{key}").getSpanId() + " ]");
	}

	@Test
	void askOutsideOfATraceBeginsItsOwn() {
		assertThat(this.ledger.call(new Ledger.Post(0))).isEqualTo("nothing");
		awaitSpans(1);
		assertThat(span(SpanKind.INTERNAL, "ledger Post").getParentSpanContext().isValid()).isFalse();
	}

	private HttpResponse<String> post(String path, String json) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Content-Type", "application/json")
			.header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
			.POST(HttpRequest.BodyPublishers.ofString(json))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * That of a request ends after its answer is there.
	 */
	private static void awaitSpans(int count) {
		await()
			.untilAsserted(() -> assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getName).hasSize(count));
	}

	private static SpanData span(SpanKind kind, String name) {
		List<SpanData> finished = spans.getFinishedSpanItems();
		assertThat(finished).extracting((span) -> span.getKind() + " " + span.getName())
			.containsOnlyOnce(kind + " " + name);
		return finished.stream()
			.filter((span) -> span.getKind() == kind && span.getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Order.class, Ledger.class, Archive.class, Bank.class })
	static class Application {

		/** Exports each span at once, so that no test has to wait for a batch. */
		@Bean
		SpanProcessor spanProcessor() {
			return SimpleSpanProcessor.create(spans);
		}

	}

}
