package dev.actorspring.boot.webflux;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that no client library would send.
 */
@SpringBootTest(classes = GatewayApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.web.expose=room", "actor.metrics.enabled=false" })
@ExtendWith(CheckedStacks.class)
class OddRequestsTests {

	@LocalServerPort
	private int port;

	/**
	 * No actor has to do with it, and it is no mistake of the server.
	 */
	@Test
	@Timeout(10)
	void wildcardContentTypeElsewhere_isNoServerError() throws Exception {
		String request = "POST /elsewhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: */*\r\n"
				+ "Content-Length: 2\r\n\r\n{}";
		assertThat(responseTo(request)).startsWith("HTTP/1.1 4");
	}

	/**
	 * Of a path that is an actor's, with a method that is nobody's.
	 */
	@Test
	@Timeout(10)
	void formWithoutBoundary_isNoServerErrorWhateverTheMethod() throws Exception {
		String request = "get /rooms/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ "Content-Type: multipart/form-data\r\n\r\n";
		assertThat(responseTo(request)).startsWith("HTTP/1.1 4");
	}

	/**
	 * Whoever else may have read the form already.
	 */
	@Test
	@Timeout(10)
	void formOfUnknownLength_isUnsupported() throws Exception {
		String request = "PUT /rooms/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
				+ "3\r\na=b\r\n0\r\n\r\n";
		assertThat(responseTo(request)).startsWith("HTTP/1.1 415 ");
	}

	@ParameterizedTest
	@Timeout(10)
	@CsvSource(delimiter = '|', textBlock = """
			GET /rooms/42?x=%zz           | Accept: */*              |      | 400
			GET /rooms/%zz                | Accept: */*              |      | 400
			GET /rooms/%00                | Accept: */*              |      | 200
			GET /rooms/a%2Fb              | Accept: */*              |      | 200
			GET /rooms/42                 | Accept: ;;               |      | 406
			GET /rooms/42                 | Accept: */*;q=0          |      | 406
			GET /rooms/42                 | Prefer: ;=,wait=="       |      | 200
			PUT /rooms/1                  | Content-Type: ;;         | {}   | 415
			PUT /rooms/1                  | X-None: x                | {}   | 415
			PUT /rooms/1                  | Content-Type: */*        | {}   | 415
			PUT /rooms/1                  | Content-Type: multipart/form-data | {} | 415
			POST /rooms/1/guests/ann?count=1 | Content-Type: multipart/form-data; boundary=x | {} | 415
			POST /rooms/1/guests/ann?count=1 | Content-Type: application/x-www-form-urlencoded | a=b | 415
			PUT /rooms/1                  | Content-Type: application/json;charset=nope | {} | 415
			PUT /rooms/1                  | Content-Type: application/vnd.x+json | {} | 400
			PUT /rooms/1                  | Content-Encoding: gzip   | {}   | 415
			PUT /rooms/1                  | Content-Encoding: x, y   | {}   | 415
			POST /rooms/1/guests/ann?count| X-None: x                |      | 400
			POST /rooms/1/guests/ann?count=&count= | X-None: x       |      | 400
			POST /rooms/1/guests/ann?count=1e9999999999 | X-None: x  |      | 400
			POST /actors/room//get-status | X-None: x                |      | 404
			POST /actors/room/%20/get-status | X-None: x             |      | 200
			BREW /rooms/1                 | X-None: x                |      | 405
			POST /rooms//guests/ann?count=1 | X-None: x              |      | 404
			GET /rooms/                   | Accept: */*              |      | 404
			GET /rooms/;x=1               | Accept: */*              |      | 404
			POST /rooms/;x=1/guests/ann?count=1 | X-None: x          |      | 404
			POST /actors/room/;x=1/get-status | X-None: x            |      | 404
			GET /rooms/42;x=1             | Accept: */*              |      | 200
			GET /rooms/%20                | Accept: */*              |      | 200
			GET /rooms/%2F                | Accept: */*              |      | 200
			GET /rooms/%2F%2F%2F          | Accept: */*              |      | 200
			GET /rooms/%2e%2e             | Accept: */*              |      | 200
			GET /rooms/..                 | Accept: */*              |      | 200
			GET /rooms/%0D%0AX-Evil:%201  | Accept: */*              |      | 200
			GET /rooms/%F0%9F%8E%89       | Accept: */*              |      | 200
			GET /rooms/%FF%FE             | Accept: */*              |      | 200
			GET /rooms/é                  | Accept: */*              |      | 200
			GET /rooms/%7Bkey%7D          | Accept: */*              |      | 200
			GET /rooms/{key}              | Accept: */*              |      | 400
			GET /rooms/a%252Fb            | Accept: */*              |      | 200
			""")
	void answered_andNeverWithAServerError(String line, String header, String body, int status) throws Exception {
		String content = (body != null) ? body : "";
		String request = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header
				+ "\r\nContent-Length: " + content.length() + "\r\n\r\n" + content;
		assertThat(responseTo(request)).startsWith("HTTP/1.1 " + (isRefusedByTheServer(line) ? 400 : status) + " ");
	}

	private String responseTo(String request) throws IOException {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/**
	 * Whether a request gets no further than the server.
	 */
	boolean isRefusedByTheServer(String line) {
		return false;
	}

}
