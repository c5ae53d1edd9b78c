package dev.actorspring.benchmarks.http;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AnswerTests {

	private static final String BODY = "{\"id\":\"account-3\",\"balance\":25}";

	private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCONTENT-LENGTH: "
			+ BODY.length() + "\r\n\r\n" + BODY;

	private final Accounts accounts = new Accounts();

	@Test
	void isComplete_onlyWithTheLastByte() {
		for (int i = 0; i < RESPONSE.length(); i++) {
			assertThat(answer(RESPONSE).isComplete(i)).isFalse();
		}
		assertThat(answer(RESPONSE).isComplete(RESPONSE.length())).isTrue();
	}

	@Test
	void isComplete_noLengthOrMoreThanOneResponse_fails() {
		String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
		assertThatIllegalStateException().isThrownBy(() -> answer(chunked).isComplete(chunked.length()));
		String two = RESPONSE + RESPONSE;
		assertThatIllegalStateException().isThrownBy(() -> answer(two).isComplete(two.length()));
	}

	@Test
	void balance_ofTheRightAccountAndStatusOnly() {
		assertThat(balance(3, RESPONSE)).isEqualTo(25);
		assertThat(balance(30, RESPONSE)).isEqualTo(-1);
		assertThat(balance(3, RESPONSE.replace("200 OK", "503 No"))).isEqualTo(-1);
		assertThat(balance(3, RESPONSE.replace(":25", ":{}"))).isEqualTo(-1);
	}

	private long balance(int account, String response) {
		Answer answer = answer(response);
		assertThat(answer.isComplete(response.length())).isTrue();
		return this.accounts.balance(account, answer);
	}

	private static Answer answer(String response) {
		return new Answer(response.getBytes(StandardCharsets.US_ASCII));
	}

}
