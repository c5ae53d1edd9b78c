package dev.actorspring.cluster.pekko;

import java.util.List;
import java.util.Map;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.actorspring.cluster.ClusterSettings;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.Valid$;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JoinCheckTests {

	private final Config own = PekkoConfig.of(
			ClusterSettings.builder("test").seeds(List.of("10.0.0.1")).partitions(16).build(),
			getClass().getClassLoader());

	private ConfigValidation check(Config other) {
		return new JoinCheck().check(other, this.own);
	}

	private static Config config(Map<String, Object> values) {
		return ConfigFactory.parseMap(values);
	}

	/**
	 * Who knows nothing of this library does not compare for itself.
	 */
	@Test
	void memberRefusesWhoDoesNotSayWhatItHas() {
		assertThat(check(config(Map.of(PekkoConfig.PARTITIONS, 16)))).isInstanceOf(Invalid.class);
		assertThat(check(config(Map.of(PekkoConfig.PROTOCOL, 1)))).isInstanceOf(Invalid.class);
		assertThat(check(config(Map.of(PekkoConfig.PARTITIONS, 16, PekkoConfig.PROTOCOL, 1))))
			.isInstanceOf(Invalid.class);
	}

	@Test
	void memberLeavesItToTheOtherToCompare_asThatCanSayWhatToChange() {
		Config other = config(
				Map.of(PekkoConfig.PARTITIONS, 17, PekkoConfig.PROTOCOL, 9, PekkoConfig.STABLE_AFTER, "30000ms"));
		assertThat(check(other)).isEqualTo(Valid$.MODULE$);
		try (JoinCheck.Attempt attempt = JoinCheck.Attempt.begin(this.own)) {
			assertThat(check(other)).isInstanceOf(Invalid.class);
			assertThat(attempt.different(PekkoConfig.PARTITIONS)).isEqualTo("17");
			assertThat(attempt.different(PekkoConfig.PROTOCOL)).isEqualTo("9");
			assertThat(attempt.different(PekkoConfig.STABLE_AFTER)).isEqualTo("30000ms");
		}
		assertThat(check(other)).isEqualTo(Valid$.MODULE$);
	}

}
