package dev.actorspring.demo.prometheus;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PromQlTests {

	@Test
	void metricsAreFoundAmongAllElse() {
		assertThat(PromQl.metrics("""
				sum by (actor) (rate(a_count{outcome=~"x|{y}", job="b"}[5m])) / on (job) group_left (c) sum(d{})
				> bool 0.5 or (e offset 5m) unless absent(f) and up""")).containsExactlyInAnyOrder("a_count", "d", "e",
				"f", "up");
	}

}
