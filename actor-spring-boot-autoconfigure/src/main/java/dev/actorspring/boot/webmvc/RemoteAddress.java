package dev.actorspring.boot.webmvc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Makes addresses of what a server says of a client, without asking anybody for names.
 */
final class RemoteAddress {

	private static final Pattern IPV4 = Pattern
		.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");

	private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[\\w-]+)?");

	private RemoteAddress() {
	}

	/**
	 * The address of a client.
	 * @param host an IP address, or what a proxy says in its place; {@code null} if the
	 * server does not know
	 * @param port the port, or less than zero
	 * @return not resolved unless it is an IP address
	 */
	static @Nullable InetSocketAddress of(@Nullable String host, int port) {
		if (host == null) {
			return null;
		}
		int known = Math.max(port, 0);
		try {
			if (IPV4.matcher(host).matches()) {
				return new InetSocketAddress(InetAddress.getByName(host), known);
			}
			if (IPV6.matcher(host).matches()) {
				// In brackets nothing is taken for a name.
				return new InetSocketAddress(InetAddress.getByName("[" + host + "]"), known);
			}
		}
		catch (UnknownHostException ex) {
			// It only looks like one.
		}
		return InetSocketAddress.createUnresolved(host, known);
	}

}
