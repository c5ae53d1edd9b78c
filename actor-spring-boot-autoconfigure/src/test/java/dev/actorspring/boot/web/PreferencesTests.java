package dev.actorspring.boot.web;

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
			"foo, wait=3" })
	void parse_waitInOtherForms_isUnderstood(String header) {
		assertThat(parse(header).timeout()).isEqualTo(Duration.ofSeconds(3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "wait", "wait=", "wait=0", "wait=-1", "wait=1.5", "wait=soon", "wait=٣", ",;=,",
			"wait=1 2" })
	void parse_invalidWait_isIgnored(String header) {
		assertThat(parse(header).timeout()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "wait=31", "wait=99999999999999999999" })
	void parse_waitAboveMaximum_isCut(String header) {
		assertThat(parse(header).timeout()).isEqualTo(MAX);
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
