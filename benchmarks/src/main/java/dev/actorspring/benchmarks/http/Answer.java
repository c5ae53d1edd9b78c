package dev.actorspring.benchmarks.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An HTTP/1.1 response in the bytes that a connection has received. Knows no more of HTTP
 * than what the servers here send, and allocates nothing.
 */
final class Answer {

	private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

	private final byte[] bytes;

	private int body;

	private int end;

	Answer(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Looks whether the response is there as a whole.
	 * @param received how many bytes there are
	 * @return {@code false} if more have to come
	 * @throws IllegalStateException if it says no length, or if there is more than one
	 * response
	 */
	boolean isComplete(int received) {
		int length = -1;
		int line = 0;
		for (int i = 0; i + 1 < received; i++) {
			if (this.bytes[i] != '\r' || this.bytes[i + 1] != '\n') {
				continue;
			}
			if (i == line) {
				return isComplete(i + 2, length, received);
			}
			if (isLength(line, i)) {
				length = (int) number(line + LENGTH.length + 1);
			}
			line = i + 2;
		}
		return false;
	}

	private boolean isComplete(int begin, int length, int received) {
		this.body = begin;
		this.end = begin + length;
		if (length < 0 || this.end > this.bytes.length || received > this.end) {
			this.end = received;
			throw new IllegalStateException("Not understood: " + this);
		}
		return received == this.end;
	}

	private boolean isLength(int begin, int end) {
		if (end - begin <= LENGTH.length) {
			return false;
		}
		for (int i = 0; i < LENGTH.length; i++) {
			// Lower case; the dash and the colon stay what they are.
			if ((this.bytes[begin + i] | 0x20) != LENGTH[i]) {
				return false;
			}
		}
		return true;
	}

	boolean isOk() {
		return Arrays.equals(this.bytes, 0, OK.length, OK, 0, OK.length);
	}

	/**
	 * Where some text begins in the body.
	 * @return -1 if it is not there
	 */
	int indexOf(byte[] text) {
		for (int i = this.body; i + text.length <= this.end; i++) {
			if (Arrays.equals(this.bytes, i, i + text.length, text, 0, text.length)) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * The number that begins at a place.
	 * @return -1 if there is none
	 */
	long number(int at) {
		long number = 0;
		int i = at;
		while (i < this.bytes.length && this.bytes[i] >= '0' && this.bytes[i] <= '9') {
			number = number * 10 + this.bytes[i] - '0';
			i++;
		}
		return (i > at) ? number : -1;
	}

	@Override
	public String toString() {
		return new String(this.bytes, 0, this.end, StandardCharsets.UTF_8);
	}

}
