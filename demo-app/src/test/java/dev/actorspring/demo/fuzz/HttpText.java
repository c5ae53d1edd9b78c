package dev.actorspring.demo.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as the bytes that it is, so that everything about it can be wrong.
 *
 * @param method the first word
 * @param target the second word
 * @param version the third word
 * @param headers whole lines, without their ends
 * @param body what follows; its length is said unless the headers do
 */
record HttpText(String method, String target, String version, List<String> headers, byte[] body) {

	static HttpText of(String method, String target, String json) {
		List<String> headers = new ArrayList<>(List.of("Host: localhost", "Accept: application/json"));
		if (!json.isEmpty()) {
			headers.add("Content-Type: application/json");
		}
		return new HttpText(method, target, "HTTP/1.1", headers, json.getBytes(StandardCharsets.UTF_8));
	}

	HttpText withMethod(String newMethod) {
		return new HttpText(newMethod, this.target, this.version, this.headers, this.body);
	}

	HttpText withTarget(String newTarget) {
		return new HttpText(this.method, newTarget, this.version, this.headers, this.body);
	}

	HttpText withVersion(String newVersion) {
		return new HttpText(this.method, this.target, newVersion, this.headers, this.body);
	}

	HttpText withHeaders(List<String> newHeaders) {
		return new HttpText(this.method, this.target, this.version, newHeaders, this.body);
	}

	HttpText withBody(byte[] newBody) {
		return new HttpText(this.method, this.target, this.version, this.headers, newBody);
	}

	byte[] bytes() {
		List<String> lines = new ArrayList<>();
		lines.add(this.method + " " + this.target + " " + this.version);
		lines.addAll(this.headers);
		if (this.body.length > 0 && this.headers.stream()
			.noneMatch((line) -> line.matches("(?i)(content-length|transfer-encoding):.*"))) {
			lines.add("Content-Length: " + this.body.length);
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		// One byte each, so that a test can write any byte as a character.
		bytes.writeBytes((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
		bytes.writeBytes(this.body);
		return bytes.toByteArray();
	}

}
