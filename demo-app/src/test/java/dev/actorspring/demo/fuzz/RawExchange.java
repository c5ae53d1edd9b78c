package dev.actorspring.demo.fuzz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Sends bytes to a server and reads one response, each time over a connection of its own.
 *
 * @param port of the server on this host
 */
record RawExchange(int port) {

	private static final int SOON_MILLIS = 150;

	private static final int HUNG_MILLIS = 20_000;

	/**
	 * Ends whatever a request may have left open: the headers, chunks, or a body that is
	 * shorter than was said, since so much more is too much.
	 */
	private static final byte[] REST = ("\r\n\r\n0\r\n\r\n" + " ".repeat(300_000)).getBytes(StandardCharsets.US_ASCII);

	/**
	 * Sends a request.
	 * @return the response; one with the status 0 if the connection was closed instead
	 * @throws IllegalStateException if neither came
	 */
	Response send(byte[] request) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setTcpNoDelay(true);
			// A reset, so that the ports of 20,000 connections are free again.
			socket.setSoLinger(true, 0);
			try {
				return exchange(socket, request);
			}
			catch (SocketTimeoutException ex) {
				throw new IllegalStateException("No answer to " + new String(request, StandardCharsets.ISO_8859_1), ex);
			}
			catch (IOException ex) {
				return Response.NONE;
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("The server takes no connection", ex);
		}
	}

	private static Response exchange(Socket socket, byte[] request) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(request);
		InputStream in = new BufferedInputStream(socket.getInputStream());
		socket.setSoTimeout(SOON_MILLIS);
		in.mark(1);
		int first;
		try {
			first = in.read();
		}
		catch (SocketTimeoutException ex) {
			out.write(REST);
			socket.setSoTimeout(HUNG_MILLIS);
			first = in.read();
		}
		if (first < 0) {
			return Response.NONE;
		}
		in.reset();
		socket.setSoTimeout(HUNG_MILLIS);
		boolean head = new String(request, 0, Math.min(5, request.length), StandardCharsets.ISO_8859_1).equals("HEAD ");
		return response(in, head);
	}

	private static Response response(InputStream in, boolean ofHead) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = in.read();
			if (next < 0) {
				return Response.NONE;
			}
			head.append((char) next);
		}
		int status = Integer.parseInt(head.substring(9, 12));
		if (status == 100) {
			return response(in, ofHead);
		}
		String lower = head.toString().toLowerCase(Locale.ROOT);
		if (ofHead || status == 204) {
			return new Response(status, "");
		}
		if (lower.contains("transfer-encoding: chunked")) {
			return new Response(status, chunked(in));
		}
		int at = lower.indexOf("content-length: ");
		int length = (at < 0) ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf("\r\n", at)));
		byte[] body = in.readNBytes(length);
		if (body.length < length) {
			throw new IllegalStateException("Half an answer: " + head);
		}
		return new Response(status, new String(body, StandardCharsets.UTF_8));
	}

	private static String chunked(InputStream in) throws IOException {
		StringBuilder body = new StringBuilder();
		while (body.indexOf("\r\n0\r\n\r\n") < 0 && !body.toString().equals("0\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new IllegalStateException("Half an answer: " + body);
			}
			body.append((char) next);
		}
		return body.toString();
	}

	/**
	 * What came back.
	 *
	 * @param status of HTTP, or 0 if the connection was closed
	 * @param body its text
	 */
	record Response(int status, String body) {

		static final Response NONE = new Response(0, "");

		boolean isSuccess() {
			return this.status >= 200 && this.status < 300;
		}

	}

}
