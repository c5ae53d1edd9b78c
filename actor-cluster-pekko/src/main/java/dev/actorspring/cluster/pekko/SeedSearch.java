package dev.actorspring.cluster.pekko;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.actorspring.cluster.DnsSeeds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks by name for nodes to join by. Not thread-safe.
 * <p>
 * Whoever is the first of its own list of seeds begins a cluster if nobody answers. As
 * long as fewer nodes are known than have to be, this one is therefore not in its list:
 * it can only join others.
 */
final class SeedSearch {

	private static final Logger log = LoggerFactory.getLogger(SeedSearch.class);

	private static final long PAUSE = Duration.ofSeconds(1).toNanos();

	private final DnsSeeds dns;

	private final String host;

	private final int port;

	private List<String> last = List.of();

	private boolean begun;

	private long looked;

	/**
	 * Creates a search.
	 * @param host by which others reach this node
	 * @param port of all nodes
	 */
	SeedSearch(DnsSeeds dns, String host, int port) {
		this.dns = dns;
		this.host = host;
		this.port = port;
	}

	/**
	 * Looks again, unless it has done so just now.
	 * @param now in nanoseconds
	 * @return the seeds, as in {@code 10.0.0.1:25520}; empty if they are as before, or
	 * there are none
	 */
	List<String> next(long now) {
		if (this.begun && now - this.looked < PAUSE) {
			return List.of();
		}
		this.begun = true;
		this.looked = now;
		List<String> found = find();
		if (found.equals(this.last)) {
			return List.of();
		}
		log.info("The seeds of {} are {}", this.dns.name(), found);
		this.last = found;
		return found;
	}

	private List<String> find() {
		try {
			InetAddress[] addresses = this.dns.lookup().addresses(this.dns.name());
			Arrays.sort(addresses, (one, other) -> Arrays.compareUnsigned(one.getAddress(), other.getAddress()));
			Set<InetAddress> own = own();
			boolean enough = addresses.length >= this.dns.required();
			List<String> seeds = new ArrayList<>();
			for (InetAddress each : addresses) {
				if (!own.contains(each)) {
					seeds.add(text(each) + ":" + this.port);
				}
				else if (enough) {
					seeds.add(this.host + ":" + this.port);
				}
			}
			return seeds;
		}
		catch (UnknownHostException ex) {
			log.debug("{} has no address", this.dns.name(), ex);
			return List.of();
		}
	}

	private Set<InetAddress> own() throws UnknownHostException {
		return new HashSet<>(List.of(InetAddress.getAllByName(this.host)));
	}

	private static String text(InetAddress address) {
		return (address instanceof Inet6Address) ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
	}

	@Override
	public String toString() {
		return this.dns.name() + " (" + this.last + ", of which at least " + this.dns.required()
				+ " are needed to begin)";
	}

}
