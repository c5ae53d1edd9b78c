package dev.actorspring.cluster.pekko;

import java.util.List;

import com.typesafe.config.Config;
import dev.actorspring.cluster.ClusterSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PekkoConfigTests {

	@Test
	void pekkoKnowsTheVersionOfTheApplication() {
		ClusterSettings settings = ClusterSettings.builder("shop")
			.seeds(List.of("127.0.0.1:1"))
			.appVersion("1.4.2")
			.build();
		Config config = PekkoConfig.of(settings, getClass().getClassLoader());
		assertThat(config.getString("pekko.cluster.app-version")).isEqualTo("1.4.2");
	}

}
