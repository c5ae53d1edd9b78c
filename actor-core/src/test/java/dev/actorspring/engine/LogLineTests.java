package dev.actorspring.engine;

import dev.actorspring.spi.LogLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogLineTests {

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\u0000", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029" })
	void whatEndsALineOrControlsATerminalIsABlank(String text) {
		assertThat(LogLine.of("a" + text + "b")).isEqualTo("a b");
	}

	@Test
	void otherTextIsLeftAsItIs() {
		String text = "auction/42 \u00e9\u4e2d?";
		assertThat(LogLine.of(text)).isSameAs(text);
	}

}
