package dev.actorspring.cluster.pekko;

import java.util.List;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AddressCheckTests {

	private static ClusterSettings settings(String host, boolean publicAddress) {
		return ClusterSettings.builder("test")
			.address(host, 25520)
			.seeds(List.of("10.0.0.1"))
			.publicAddress(publicAddress)
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1", "10.1.2.3", "172.16.0.9", "192.168.0.1", "169.254.1.1", "fd00::1" })
	void privateAddressesAreUsed(String host) {
		assertThatCode(() -> AddressCheck.check(settings(host, false))).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "8.8.8.8", "172.32.0.1", "2001:db8::1", "0.0.0.0" })
	void othersAreRefusedUnlessTheyAreAllowed(String host) {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> AddressCheck.check(settings(host, false)))
			.withMessageContaining("which is not private");
		assertThatCode(() -> AddressCheck.check(settings(host, true))).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, true", "::1, true", "10.1.2.3, false", "8.8.8.8, false" })
	void onlyOnLoopbackNodesAreTrusted(String host, boolean trusted) {
		assertThat(AddressCheck.isTrusted(settings(host, true))).isEqualTo(trusted);
	}

}
