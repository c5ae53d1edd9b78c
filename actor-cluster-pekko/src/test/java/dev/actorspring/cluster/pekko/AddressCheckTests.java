package dev.actorspring.cluster.pekko;

import java.util.List;

import javax.net.ssl.SSLContext;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.ClusterTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class AddressCheckTests {

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	/**
	 * Another class of tests may be about to start the logging.
	 */
	@BeforeAll
	static void awaitLogging() {
		await().until(() -> LoggerFactory.getILoggerFactory() instanceof LoggerContext);
	}

	@BeforeEach
	void listen() {
		this.log.start();
		((Logger) LoggerFactory.getLogger(AddressCheck.class)).addAppender(this.log);
	}

	@AfterEach
	void leave() {
		((Logger) LoggerFactory.getLogger(AddressCheck.class)).detachAppender(this.log);
	}

	private static ClusterSettings settings(String host, boolean publicAddress) {
		return builder(host).publicAddress(publicAddress).build();
	}

	private static ClusterSettings.Builder builder(String host) {
		return ClusterSettings.builder("test").address(host, 25520).seeds(List.of("10.0.0.1"));
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

	@Test
	void nodesWithCertificatesAreTrustedByAnyAddress() throws Exception {
		assertThat(AddressCheck.isTrusted(builder("10.1.2.3").tls(ClusterTls.of(SSLContext.getDefault())).build()))
			.isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, 0", "10.1.2.3, 1" })
	void whatIsSaidInTheOpenIsWarnedAbout(String host, int warnings) {
		AddressCheck.check(settings(host, false));
		assertThat(this.log.list).hasSize(warnings)
			.allSatisfy((event) -> assertThat(event.getFormattedMessage()).contains("10.1.2.3 is not encrypted"));
	}

	@Test
	void encryptedNodesMayTalkByAnyAddress() throws Exception {
		AddressCheck.check(builder("8.8.8.8").tls(ClusterTls.of(SSLContext.getDefault())).build());
		assertThat(this.log.list).isEmpty();
	}

}
