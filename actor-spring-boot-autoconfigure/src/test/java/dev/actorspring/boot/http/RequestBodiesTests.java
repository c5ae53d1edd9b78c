package dev.actorspring.boot.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RequestBodiesTests {

	private static final byte[] BODY = { '{', '}' };

	private final HttpHeaders headers = new HttpHeaders();

	@Test
	void length_moreThanAllowed_isTooLarge() {
		this.headers.setContentLength(11);
		assertThat(problem(() -> new RequestBodies(10).checkLength(this.headers)).status())
			.isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
		assertThatNoException().isThrownBy(() -> new RequestBodies(11).checkLength(this.headers));
	}

	@Test
	void body_thatBreaksOff_isAProblemOfTheClient() {
		assertThat(new RequestBodies(10).unreadable().problem().status()).isEqualTo(HttpStatus.BAD_REQUEST);
	}

	@ParameterizedTest
	@CsvSource({ "application/json", "application/json;charset=UTF-8", "application/vnd.shop+json" })
	void type_ofJson_isFine(String type) {
		this.headers.set(HttpHeaders.CONTENT_TYPE, type);
		assertThatNoException().isThrownBy(() -> RequestBodies.checkType(this.headers, BODY));
	}

	@ParameterizedTest
	@CsvSource({ "text/plain", "application/json;charset=UTF-16", "nonsense" })
	void type_ofSomethingElse_isUnsupported(String type) {
		this.headers.set(HttpHeaders.CONTENT_TYPE, type);
		assertThat(problem(() -> RequestBodies.checkType(this.headers, BODY)).headers().getFirst(HttpHeaders.ACCEPT))
			.isEqualTo("application/json");
		assertThatNoException().isThrownBy(() -> RequestBodies.checkType(this.headers, new byte[0]));
	}

	@Test
	void body_thatIsCompressed_isUnsupported() {
		this.headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
		this.headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
		assertThat(problem(() -> RequestBodies.checkType(this.headers, BODY)).status())
			.isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
	}

	private static Problem problem(Runnable check) {
		return catchThrowableOfType(ProblemException.class, check::run).problem();
	}

}
