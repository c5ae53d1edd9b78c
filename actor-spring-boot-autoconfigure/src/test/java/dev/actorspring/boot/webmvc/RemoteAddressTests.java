package dev.actorspring.boot.webmvc;

import java.net.InetSocketAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RemoteAddressTests {

	@ParameterizedTest
	@CsvSource({ "192.0.2.7,192.0.2.7", "2001:db8::1,2001:db8:0:0:0:0:0:1", "::1,0:0:0:0:0:0:0:1" })
	void addressIsResolved(String host, String address) {
		InetSocketAddress known = RemoteAddress.of(host, 80);
		assertThat(known).isNotNull();
		assertThat(known.getAddress().getHostAddress()).isEqualTo(address);
		assertThat(known.getPort()).isEqualTo(80);
	}

	/**
	 * Else a client could have names looked up by what it writes into a header.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "localhost", "_hidden", "unknown", "999.1.1.1", "1.2.3", "localhost:80", "a:b:c:d" })
	void anythingElseIsNotLookedUp(String host) {
		InetSocketAddress known = RemoteAddress.of(host, 80);
		assertThat(known).isNotNull();
		assertThat(known.isUnresolved()).isTrue();
		assertThat(known.getHostString()).isEqualTo(host);
	}

	@Test
	void whatTheServerDoesNotKnowIsNotThere() {
		assertThat(RemoteAddress.of(null, 80)).isNull();
		InetSocketAddress withoutPort = RemoteAddress.of("192.0.2.7", -1);
		assertThat(withoutPort).isNotNull();
		assertThat(withoutPort.getPort()).isZero();
	}

}
