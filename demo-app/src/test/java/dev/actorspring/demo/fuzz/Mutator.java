package dev.actorspring.demo.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Spoils requests, in the same way for the same seed.
 */
final class Mutator {

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"TRACE", "CONNECT", "BREW", "get", "", "G\0T", "P U T", "X".repeat(5000), "PÜT");

	private static final List<String> VERSIONS = List.of("HTTP/1.0", "HTTP/1.1", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9",
			"HTTP/x", "", "HTTP/1.1 more", "ICY/1.1");

	private static final List<String> PIECES = List.of("%", "%zz", "%00", "%2F", "%2e%2e", "%C3", "%C3%BC", "%FF", "//",
			"/../", "/./", ";a=b", ";", "?", "#x", "{key}", "{", "}", "\\", "|", "^", "é", "\0", "\t", "*", "**", "+",
			"?amount=7", "?amount=1&amount=2", "?bidder=", "?closesIn=P1D&item", "?&&==&", "?a[]=%5B%5D",
			"a".repeat(5000), "/bids", "/nowhere", "http://localhost", ":", "@", "&", "=", "${x}", "#{1}",
			"%0d%0aX: y");

	private static final List<String> HEADERS = List.of("Content-Type: text/plain", "Content-Type: */*",
			"Content-Type: application/json;charset=UTF-16", "Content-Type: application/json;charset=nope",
			"Content-Type: ;;", "Content-Type:", "Content-Type: multipart/form-data", "Content-Type: application/xml",
			"Accept: text/html", "Accept: */*;q=0", "Accept: ;;", "Accept: application/json;q=x",
			"Accept: " + "a/b,".repeat(40), "Prefer: wait=1", "Prefer: wait=99999999999999", "Prefer: wait=-1",
			"Prefer: wait=\"", "Prefer: respond-async", "Prefer: ;=,;=,", "Content-Length: 0", "Content-Length: 5",
			"Content-Length: -1", "Content-Length: x", "Content-Length: 99999999999", "Content-Length: 5, 6",
			"Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: nope",
			"Content-Encoding: gzip", "Expect: 100-continue", "Expect: miracles", "Host: other", "Host:", "Host: a b",
			"Connection: close", "Connection: upgrade", "Upgrade: h2c", "Upgrade: websocket", "Range: bytes=0-1",
			"If-None-Match: *", "Origin: https://example.org", "Origin: nonsense:::",
			"Access-Control-Request-Method: PUT", "X-Forwarded-For: ::::", "Forwarded: for=\"",
			"X-HTTP-Method-Override: DELETE", "Cookie: a=b; ;;=", "no colon", ": no name", " folded: x", "X-Null: \0",
			"X-Long: " + "y".repeat(9000), "X-Bytes: \u00ff\u00fe\u0080", "Accept-Language: xx-yy-zz-;q=2",
			"Authorization: Basic !!!", "traceparent: 00-zz-zz-zz");

	private static final List<String> VALUES = List.of("null", "[]", "{}", "\"\"", "true", "1e999999999",
			"-1e-999999999", "99999999999999999999999999", "9".repeat(2000), "0.1", "-0", "NaN", "\"PT1e9S\"",
			"\"\\ud800\"", "\"\\u0000\"", "[".repeat(2000), "{\"a\":".repeat(2000), "\"x\",\"amount\":1", "'x'",
			"// x");

	private final Random random;

	Mutator(long seed) {
		this.random = new Random(seed);
	}

	/**
	 * The bytes of a request with one to three things changed.
	 */
	byte[] spoil(HttpText request) {
		HttpText spoilt = request;
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			spoilt = switch (this.random.nextInt(8)) {
				case 0 -> spoilt.withMethod(any(METHODS));
				case 1 -> spoilt.withVersion(any(VERSIONS));
				case 2, 3 -> spoilt.withTarget(target(spoilt.target()));
				case 4, 5 -> spoilt.withHeaders(headers(spoilt.headers()));
				default -> spoilt.withBody(body(spoilt.body()));
			};
		}
		byte[] bytes = spoilt.bytes();
		return (this.random.nextInt(8) == 0) ? flipped(bytes) : bytes;
	}

	private String target(String target) {
		int at = this.random.nextInt(target.length() + 1);
		return switch (this.random.nextInt(4)) {
			case 0 -> target.substring(0, at);
			case 1 -> target + any(PIECES);
			case 2 -> target.substring(0, at) + any(PIECES) + target.substring(at);
			default -> new String(flipped(target.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1)
				.replaceAll("[ \r\n]", "x");
		};
	}

	private List<String> headers(List<String> headers) {
		List<String> changed = new ArrayList<>(headers);
		switch (this.random.nextInt(4)) {
			case 0 -> {
				if (!changed.isEmpty()) {
					changed.remove(this.random.nextInt(changed.size()));
				}
			}
			case 1 -> changed.replaceAll((line) -> new String(flipped(line.getBytes(StandardCharsets.ISO_8859_1)),
					StandardCharsets.ISO_8859_1));
			default -> changed.add(this.random.nextInt(changed.size() + 1), any(HEADERS));
		}
		return changed;
	}

	private byte[] body(byte[] body) {
		String text = new String(body, StandardCharsets.UTF_8);
		int from = this.random.nextInt(body.length + 1);
		int to = from + this.random.nextInt(body.length - from + 1);
		return switch (this.random.nextInt(10)) {
			case 0 -> Arrays.copyOf(body, from);
			case 1 -> (text + text).getBytes(StandardCharsets.UTF_8);
			case 2 -> (text + any(VALUES)).getBytes(StandardCharsets.UTF_8);
			case 3 ->
				text.replaceFirst(":[^,}]*", ":" + any(VALUES).replace("\\", "\\\\")).getBytes(StandardCharsets.UTF_8);
			case 4 -> text.getBytes(Charset.forName((from % 2 == 0) ? "UTF-16" : "UTF-32"));
			case 5 -> random(this.random.nextInt(200));
			case 6 -> (this.random.nextInt(20) == 0) ? "9".repeat(300_000).getBytes(StandardCharsets.UTF_8)
					: any(VALUES).getBytes(StandardCharsets.UTF_8);
			case 7 -> text.replace("\"", "").getBytes(StandardCharsets.UTF_8);
			case 8 -> (text.substring(0, Math.min(from, text.length())) + text.substring(Math.min(to, text.length())))
				.getBytes(StandardCharsets.UTF_8);
			default -> flipped(body);
		};
	}

	private byte[] flipped(byte[] bytes) {
		byte[] flipped = bytes.clone();
		for (int i = this.random.nextInt(4); i >= 0 && flipped.length > 0; i--) {
			flipped[this.random.nextInt(flipped.length)] ^= (byte) (1 << this.random.nextInt(8));
		}
		return flipped;
	}

	private byte[] random(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

	<T> T any(List<T> all) {
		return all.get(this.random.nextInt(all.size()));
	}

}
