package dev.actorspring.boot.http;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PreferencesTests {

	private static final Duration MAX = Duration.ofSeconds(30);

	@Test
	void parse_wait_isInSeconds() {
		assertThat(parse("wait=3").timeout()).isEqualTo(Duration.ofSeconds(3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "WAIT = 3", "wait=\"3\"", "wait=3; foo=bar", "respond-async, wait=3", "wait=3, wait=9",
			"foo, wait=3", "foo=\"a, wait=9; b\", wait=3", "foo=\"\\\", wait=9\", wait=3",
			"foo; bar=\", wait=9\", wait=3", "wait=\"\\3\"", "wait=003", "wait=3;", "\twait\t=\t3\t",
			"handling=lenient, return=minimal, wait=3" })
	void parse_waitInOtherForms_isUnderstood(String header) {
		assertThat(parse(header).timeout()).isEqualTo(Duration.ofSeconds(3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "wait", "wait=", "wait=0", "wait=-1", "wait=1.5", "wait=soon", "wait=٣", ",;=,",
			"wait=1 2", "wait=soon, wait=3", "foo; wait=3", "foo=\"wait=3", "waiting=3", "wait=+3", "wait='3'" })
	void parse_invalidWait_isIgnored(String header) {
		assertThat(parse(header).timeout()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "wait=31", "wait=99999999999999999999" })
	void parse_waitAboveMaximum_isCut(String header) {
		assertThat(parse(header).timeout()).isEqualTo(MAX);
	}

	@ParameterizedTest
	@ValueSource(strings = { "respond-async", "Respond-Async", "respond-async; foo=bar", "respond-async=\"\"",
			"wait=soon, respond-async" })
	void parse_respondAsync_isUnderstood(String header) {
		assertThat(parse(header).respondAsync()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "respond-async=no", "foo=\"respond-async\"", "foo; respond-async", "respondasync",
			"respond async", "\"respond-async\"" })
	void parse_whatIsNotRespondAsync_isIgnored(String header) {
		assertThat(parse(header).respondAsync()).isFalse();
	}

	@Test
	void parse_severalHeaders_areOneList() {
		Preferences preferences = Preferences.parse(List.of("wait=3", "respond-async"), MAX);
		assertThat(preferences).isEqualTo(new Preferences(Duration.ofSeconds(3), true));
	}

	@Test
	void parse_none_isEmpty() {
		assertThat(Preferences.parse(List.of(), MAX)).isEqualTo(new Preferences(null, false));
	}

	private static Preferences parse(String header) {
		return Preferences.parse(List.of(header), MAX);
	}

}
