package dev.actorspring.benchmarks.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The accounts, the requests to pay into them, and what a right answer looks like.
 */
final class Accounts {

	static final List<String> IDS = IntStream.range(0, 1_000).mapToObj((number) -> "account-" + number).toList();

	static final int AMOUNT = 5;

	private static final String BODY = "{\"amount\":" + AMOUNT + "}";

	private static final byte[] BALANCE = ascii("\"balance\":");

	private final ByteBuffer[] requests;

	private final byte[][] ids;

	Accounts() {
		this.requests = IDS.stream().map((id) -> ByteBuffer.wrap(ascii(request(id)))).toArray(ByteBuffer[]::new);
		this.ids = IDS.stream().map((id) -> ascii("\"id\":\"" + id + "\"")).toArray(byte[][]::new);
	}

	private static String request(String id) {
		return String.join("\r\n", "POST /accounts/" + id + "/deposits HTTP/1.1", "Host: localhost",
				"Accept: application/json", "Content-Type: application/json", "Content-Length: " + BODY.length(), "",
				BODY);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * The whole request as it is sent.
	 * @return the same buffer for each request to the account, ready to be read: to be
	 * used up before this is called again
	 */
	ByteBuffer request(int account) {
		return this.requests[account].rewind();
	}

	/**
	 * Reads an answer.
	 * @return the balance, or -1 if it is not a right answer for this account
	 */
	long balance(int account, Answer answer) {
		if (!answer.isOk() || answer.indexOf(this.ids[account]) < 0) {
			return -1;
		}
		int at = answer.indexOf(BALANCE);
		return (at < 0) ? -1 : answer.number(at + BALANCE.length);
	}

}
