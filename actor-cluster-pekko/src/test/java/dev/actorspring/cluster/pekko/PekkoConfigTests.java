package dev.actorspring.cluster.pekko;

import java.util.List;
import java.util.function.UnaryOperator;

import com.typesafe.config.Config;
import dev.actorspring.cluster.ClusterSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PekkoConfigTests {

	private Config config(UnaryOperator<ClusterSettings.Builder> more) {
		ClusterSettings.Builder settings = ClusterSettings.builder("shop").seeds(List.of("127.0.0.1:1"));
		return PekkoConfig.of(more.apply(settings).build(), getClass().getClassLoader());
	}

	@Test
	void pekkoKnowsTheVersionOfTheApplication() {
		Config config = config((settings) -> settings.appVersion("1.4.2"));
		assertThat(config.getString("pekko.cluster.app-version")).isEqualTo("1.4.2");
	}

	@Test
	void nodesThatComeAndGoEndNoOthers() {
		String resolver = "pekko.cluster.split-brain-resolver";
		Config config = config(UnaryOperator.identity());
		assertThat(config.getString(resolver + ".active-strategy")).isEqualTo("keep-majority");
		assertThat(config.getString(resolver + ".down-all-when-unstable")).isEqualTo("off");
		assertThat(config.getString("pekko.remote.artery.propagate-harmless-quarantine-events")).isEqualTo("off");
	}

}
