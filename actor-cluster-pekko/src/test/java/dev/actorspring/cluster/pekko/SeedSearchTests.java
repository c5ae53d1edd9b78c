package dev.actorspring.cluster.pekko;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.DnsSeeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class SeedSearchTests {

	private static final String NAME = "shop-headless";

	private volatile List<String> known = List.of();

	private long now;

	private volatile int lookups;

	private InetAddress[] addresses(String name) throws UnknownHostException {
		assertThat(name).isEqualTo(NAME);
		this.lookups = this.lookups + 1;
		if (this.known.isEmpty()) {
			throw new UnknownHostException(name);
		}
		InetAddress[] addresses = new InetAddress[this.known.size()];
		for (int i = 0; i < addresses.length; i++) {
			addresses[i] = InetAddress.getByName(this.known.get(i));
		}
		return addresses;
	}

	private SeedSearch search(String host, int required) {
		return new SeedSearch(new DnsSeeds(NAME, required, this::addresses), host, 25520);
	}

	private List<String> later(SeedSearch search) {
		this.now += Duration.ofSeconds(2).toNanos();
		return search.next(this.now);
	}

	@Test
	void allAddressesAreSeedsInTheOrderOfTheirNumbers() {
		this.known = List.of("10.0.0.10", "10.0.0.9", "10.0.0.200");
		assertThat(later(search("10.0.0.200", 3))).containsExactly("10.0.0.9:25520", "10.0.0.10:25520",
				"10.0.0.200:25520");
	}

	@Test
	void addressesOfVersion6AreInBrackets() {
		this.known = List.of("fd00::2", "fd00::1");
		assertThat(later(search("10.0.0.1", 2))).containsExactly("[fd00:0:0:0:0:0:0:1]:25520",
				"[fd00:0:0:0:0:0:0:2]:25520");
	}

	@Test
	void nodeIsAmongTheSeedsByTheNameThatOthersReachItBy() {
		this.known = List.of("127.0.0.1");
		assertThat(later(search("localhost", 1))).containsExactly("localhost:25520");
	}

	@Test
	void nodeCannotBeginWhileThereAreTooFew() {
		SeedSearch search = search("10.0.0.1", 3);
		assertThat(later(search)).isEmpty();
		this.known = List.of("10.0.0.1");
		assertThat(later(search)).isEmpty();
		this.known = List.of("10.0.0.2", "10.0.0.1");
		assertThat(later(search)).containsExactly("10.0.0.2:25520");
		this.known = List.of("10.0.0.3", "10.0.0.2", "10.0.0.1");
		assertThat(later(search)).containsExactly("10.0.0.1:25520", "10.0.0.2:25520", "10.0.0.3:25520");
	}

	@Test
	void seedsAreToldOnceAndLookedForNowAndThen() {
		this.known = List.of("10.0.0.1", "10.0.0.2");
		SeedSearch search = search("10.0.0.1", 2);
		assertThat(later(search)).isNotEmpty();
		assertThat(search.next(this.now + 1)).isEmpty();
		assertThat(this.lookups).isOne();
		assertThat(later(search)).isEmpty();
		assertThat(this.lookups).isEqualTo(2);
	}

	@Test
	void failureSaysWhatWasFound() {
		this.known = List.of("10.0.0.2", "10.0.0.1");
		SeedSearch search = search("10.0.0.1", 3);
		later(search);
		assertThat(search).hasToString("shop-headless ([10.0.0.2:25520], of which at least 3 are needed to begin)");
	}

	@Test
	void nodesFindEachOtherByName() throws Exception {
		int port = LocalNode.freePorts(1).getFirst();
		DnsSeeds dns = new DnsSeeds(NAME, 2, this::addresses);
		this.known = List.of("127.0.0.2");
		CompletableFuture<LocalNode> second = start("127.0.0.2", port, dns);
		await().atMost(Duration.ofMinutes(1)).until(() -> this.lookups > 0);
		this.known = List.of("127.0.0.2", "127.0.0.1");
		CompletableFuture<LocalNode> first = start("127.0.0.1", port, dns);
		try (LocalNode one = first.join(); LocalNode other = second.join()) {
			await().untilAsserted(() -> assertThat(one.node().members()).hasSize(2));
			await().untilAsserted(() -> assertThat(other.node().members()).hasSize(2));
		}
	}

	private static CompletableFuture<LocalNode> start(String host, int port, DnsSeeds dns) {
		return CompletableFuture.supplyAsync(
				() -> LocalNode.start(host, port, List.of(), (settings) -> settings.address(host, port).dnsSeeds(dns)),
				(task) -> Thread.ofPlatform().start(task));
	}

	@Test
	void seedsAreEitherKnownOrFound() {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(
				() -> ClusterSettings.builder("test").seeds(List.of("10.0.0.1")).dnsSeeds(DnsSeeds.of(NAME, 3)).build())
			.withMessageContaining("has seeds, and others by DNS");
	}

}
