package dev.actorspring.boot.webmvc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Makes addresses of what a server says of a client, without asking anybody for names.
 */
final class RemoteAddress {

	private static final Pattern IPV4 = Pattern
		.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");

	private RemoteAddress() {
	}

	/**
	 * The address of a client.
	 * @param host an IP address, or what a proxy says in its place
	 * @param port the port
	 * @return not resolved unless it is an IP address
	 */
	static InetSocketAddress of(String host, int port) {
		// What has a colon is an IPv6 address or nothing.
		if (IPV4.matcher(host).matches() || host.indexOf(':') >= 0) {
			try {
				return new InetSocketAddress(InetAddress.getByName(host), port);
			}
			catch (UnknownHostException ex) {
				// It is neither.
			}
		}
		return InetSocketAddress.createUnresolved(host, port);
	}

}
