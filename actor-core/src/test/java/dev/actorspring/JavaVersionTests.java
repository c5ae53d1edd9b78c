package dev.actorspring;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever has the tests run on the oldest Java that is supported does not get another
 * one.
 */
class JavaVersionTests {

	private static final String HOME = "java21.home";

	@Test
	@EnabledIfSystemProperty(named = HOME, matches = ".+", disabledReason = "the profile java21 is not active")
	void testsRunOnTheJava21ThatWasAskedFor() throws Exception {
		assertThat(Runtime.version().feature()).as("the version of the Java in -D" + HOME).isEqualTo(21);
		assertThat(Path.of(System.getProperty("java.home"))).isEqualTo(Path.of(System.getProperty(HOME)).toRealPath());
	}

}
