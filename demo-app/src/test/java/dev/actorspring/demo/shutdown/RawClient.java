package dev.actorspring.demo.shutdown;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Knows whether a request was accepted. A client that only sees a connection close cannot
 * tell: its request may not have been read at all. So this one sends the header alone and
 * announces a body, and the server says {@code 100 Continue} once it reads it: from then
 * on the request is accepted.
 *
 * @param port of the server on this host
 */
record RawClient(int port) {

	private static final Duration PATIENCE = Duration.ofSeconds(50);

	Outcome send(String method, String path, String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		long acceptedAt = 0;
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			InputStream in = new BufferedInputStream(socket.getInputStream());
			socket.getOutputStream().write("""
					%s %s HTTP/1.1
					Host: localhost
					Connection: close
					Content-Type: application/json
					Content-Length: %d
					Expect: 100-continue

					""".formatted(method, path, body.length).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
			if (readHead(in) != 100) {
				throw new IllegalStateException("The server did not say that it accepts the request");
			}
			acceptedAt = System.nanoTime();
			socket.getOutputStream().write(body);
			int status = readHead(in);
			in.readAllBytes();
			return new Outcome.Answered(status);
		}
		catch (IOException ex) {
			return (acceptedAt != 0) ? new Outcome.Lost(acceptedAt, ex) : new Outcome.NotAccepted();
		}
	}

	private static int readHead(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new EOFException("The connection was closed");
			}
			head.write(next);
		}
		return Integer.parseInt(head.toString(StandardCharsets.US_ASCII).split(" ", 3)[1]);
	}

	/**
	 * What became of a request.
	 */
	sealed interface Outcome {

		/**
		 * The server never began to read it.
		 */
		record NotAccepted() implements Outcome {

		}

		/**
		 * There was a whole answer.
		 *
		 * @param status its status
		 */
		record Answered(int status) implements Outcome {

		}

		/**
		 * It was accepted, and there was no answer.
		 *
		 * @param acceptedAt when it was accepted, as of {@link System#nanoTime()}
		 * @param cause what came instead
		 */
		record Lost(long acceptedAt, IOException cause) implements Outcome {

		}

	}

}
