package dev.actorspring.durable.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Is between an application and its database, and can be cut.
 */
final class Cable implements AutoCloseable {

	private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

	private final String url;

	private final int target;

	private final ServerSocket server;

	private final Set<Link> links = ConcurrentHashMap.newKeySet();

	private volatile State state = State.CONNECTED;

	/**
	 * Connects an application.
	 * @param url for JDBC, of a server on this machine
	 */
	Cable(String url) throws IOException {
		Matcher address = ADDRESS.matcher(url);
		if (!address.find()) {
			throw new IllegalArgumentException(url);
		}
		this.target = Integer.parseInt(address.group(1));
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.url = address.replaceFirst("127.0.0.1:" + this.server.getLocalPort());
		Thread.ofVirtual().start(this::accept);
	}

	/** The URL for JDBC that goes through it. */
	String url() {
		return this.url;
	}

	private void accept() {
		try {
			for (;;) {
				Socket client = this.server.accept();
				if (this.state == State.REFUSING) {
					client.close();
				}
				else {
					link(client);
				}
			}
		}
		catch (IOException ex) {
			// It is over.
		}
	}

	private void link(Socket client) throws IOException {
		Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), this.target));
		this.links.add(link);
		link.silent |= this.state == State.SILENT;
		Thread.ofVirtual().start(() -> link.pump(link.client, link.database));
		Thread.ofVirtual().start(() -> link.pump(link.database, link.client));
	}

	/** Ends all connections, and allows no other. */
	void refuse() {
		this.state = State.REFUSING;
		this.links.forEach(Link::close);
		this.links.clear();
	}

	/** Lets nothing through, and says nothing about it. */
	void silence() {
		this.state = State.SILENT;
		this.links.forEach((link) -> link.silent = true);
	}

	/** Allows connections again. Those that are silent stay so. */
	void connect() {
		this.state = State.CONNECTED;
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		refuse();
	}

	private enum State {

		CONNECTED, REFUSING, SILENT

	}

	/**
	 * A connection.
	 */
	private static final class Link {

		private final Socket client;

		private final Socket database;

		private volatile boolean silent;

		Link(Socket client, Socket database) {
			this.client = client;
			this.database = database;
		}

		void pump(Socket from, Socket to) {
			byte[] buffer = new byte[8192];
			try (InputStream input = from.getInputStream(); OutputStream output = to.getOutputStream()) {
				for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
					if (!this.silent) {
						output.write(buffer, 0, length);
					}
				}
				while (this.silent && !from.isClosed() && !to.isClosed()) {
					// The end is not heard either.
					Thread.sleep(50);
				}
			}
			catch (IOException | InterruptedException ex) {
				// It is over.
			}
		}

		void close() {
			try {
				this.client.close();
				this.database.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
