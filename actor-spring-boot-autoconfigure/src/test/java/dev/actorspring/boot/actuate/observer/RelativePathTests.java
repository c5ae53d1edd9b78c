package dev.actorspring.boot.actuate.observer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RelativePathTests {

	@ParameterizedTest
	@CsvSource({ "observer, observer, ./observer", "observer, actors, ./actors", "observer, ops/actors, ./ops/actors",
			"ops/observer, actors, ../actors", "a/b/c, a/actors, ../../a/actors", "/observer/, /actors/, ./actors",
			"observer, 'a b', ./a%20b" })
	void between_leadsFromThePageToTheTarget(String page, String target, String expected) {
		assertThat(RelativePath.between(page, target)).isEqualTo(expected);
	}

}
