package dev.actorspring.boot.webflux.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection over which one request after the other is sent, and on which a second
 * answer to any of them would be seen.
 */
final class Connection implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 30_000;

	private final int port;

	private Socket socket;

	private InputStream in;

	Connection(int port) throws IOException {
		this.port = port;
		connect();
	}

	private void connect() throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout(PATIENCE_MILLIS);
		this.in = new BufferedInputStream(this.socket.getInputStream());
	}

	/**
	 * Sends a request and waits for its answer.
	 * @throws IOException if there is none, or half of one
	 */
	Answer get(String target) throws IOException {
		if (this.in.available() > 0) {
			throw new IOException("There is an answer that nobody has asked for");
		}
		this.socket.getOutputStream()
			.write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=1\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = this.in.read();
			if (next < 0) {
				throw new IOException("The connection was closed after: " + head);
			}
			head.append((char) next);
		}
		String lower = head.toString().toLowerCase(Locale.ROOT);
		int at = lower.indexOf("content-length: ");
		int length = Integer.parseInt(lower.substring(at + 16, lower.indexOf("\r\n", at)));
		byte[] body = this.in.readNBytes(length);
		if (body.length < length) {
			throw new IOException("Half an answer: " + head);
		}
		if (lower.contains("connection: close")) {
			close();
			connect();
		}
		return new Answer(Integer.parseInt(head.substring(9, 12)), lower, new String(body, StandardCharsets.UTF_8));
	}

	/**
	 * Closes the connection.
	 * @throws IOException if there was something left to read
	 */
	@Override
	public void close() throws IOException {
		try (Socket closing = this.socket) {
			closing.shutdownOutput();
			if (this.in.read() >= 0) {
				throw new IOException("There is an answer that nobody has asked for");
			}
		}
	}

	/**
	 * An answer.
	 *
	 * @param status its status
	 * @param head the lines before the body, in lower case
	 * @param body the body
	 */
	record Answer(int status, String head, String body) {

	}

}
