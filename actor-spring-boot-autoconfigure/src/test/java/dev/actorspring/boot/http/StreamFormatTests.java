package dev.actorspring.boot.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

class StreamFormatTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			'' | EVENTS
			*/* | EVENTS
			text/event-stream | EVENTS
			text/event-stream;charset=utf-8 | EVENTS
			text/* | EVENTS
			application/x-ndjson | LINES
			application/* | LINES
			application/x-ndjson, */*;q=0.1 | LINES
			text/event-stream;q=0.5, application/x-ndjson | LINES
			text/event-stream;q=0, */* | LINES
			text/html, */*;q=0.8, application/x-ndjson;q=0.2 | EVENTS
			text/html, application/x-ndjson;q=0.2 | LINES
			""")
	void of_takesWhatTheClientLikesBest(String accepted, StreamFormat format) {
		assertThat(StreamFormat.of(MediaType.parseMediaTypes(accepted))).hasValue(format);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			application/json
			application/*+json
			text/plain, image/*
			*/*;q=0
			""")
	void of_nothingThatFits_isEmpty(String accepted) {
		assertThat(StreamFormat.of(MediaType.parseMediaTypes(accepted))).isEmpty();
	}

	@Test
	void element_thatIsIndented_staysOnItsLine() {
		byte[] json = "{\r\n  \"a\" : \"\\n\"\n}".getBytes(StandardCharsets.UTF_8);
		assertThat(new String(StreamFormat.EVENTS.element(json), StandardCharsets.UTF_8))
			.isEqualTo("data: {    \"a\" : \"\\n\" }\n\n");
		assertThat(new String(StreamFormat.LINES.element(json), StandardCharsets.UTF_8))
			.isEqualTo("{    \"a\" : \"\\n\" }\n");
	}

	@Test
	void problem_isToldFromAnElement() {
		byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
		assertThat(List.of(StreamFormat.values())).extracting((format) -> new String(format.problem(json)))
			.containsExactly("event: error\ndata: {}\n\n", "{\"problem\":{}}\n");
	}

}
