package dev.actorspring.boot.http;

import java.util.Locale;
import java.util.Random;

import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateLimits;
import dev.actorspring.durable.store.StoredReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class IdempotencyKeyHeaderTests {

	private static final IdempotencyKeyHeader TEXT = new IdempotencyKeyHeader(new KeyComponent("id", false), true);

	private static final IdempotencyKeyHeader UUID = new IdempotencyKeyHeader(new KeyComponent("id", true), true);

	private static final String LOWER_CASE = "8e03978e-40d5-43e8-bc93-6894a57f9324";

	@Test
	void requestWithoutIt_hasNoKey() {
		assertThat(read(TEXT)).isNull();
		assertThat(read(new IdempotencyKeyHeader(null, false))).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			8e03978e-40d5-43e8-bc93-6894a57f9324     | 8e03978e-40d5-43e8-bc93-6894a57f9324
			"8e03978e-40d5-43e8-bc93-6894a57f9324"   | 8e03978e-40d5-43e8-bc93-6894a57f9324
			` a`                                     | a
			`\ta\t`                                  | a
			`"a" `                                   | a
			order:7/2                                | order:7/2
			YWJj+/==                                 | YWJj+/==
			"order 7, part 2; late"                  | order 7, part 2; late
			`" a"`                                   | ` a`
			"a\\"b\\\\c"                             | a"b\\c
			it's                                     | it's
			a, a                                     | a
			"a", a,"a"                               | a
			""")
	void key_isTheSameWithAndWithoutQuotes(String header, String key) {
		assertThat(read(TEXT, header)).isEqualTo(key);
	}

	@Test
	void severalLinesThatAreEqual_areOneKey() {
		assertThat(read(TEXT, "a", "\"a\"")).isEqualTo("a");
		assertThat(read(UUID, LOWER_CASE, LOWER_CASE.toUpperCase(Locale.ROOT))).isEqualTo(LOWER_CASE);
	}

	@Test
	void severalThatDiffer_areRefused() {
		String detail = "The header Idempotency-Key is given more than once, with different values.";
		assertThat(refused(TEXT, "a", "b")).isEqualTo(detail);
		assertThat(refused(TEXT, "a, b")).isEqualTo(detail);
		assertThat(refused(TEXT, "a", "A")).isEqualTo(detail);
		assertThat(refused(TEXT, "\"a\", \"b\"")).isEqualTo(detail);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", "\"\"", "\"   \"", ",", "a,", ",a", "a,,a" })
	void empty_isRefused(String header) {
		assertThat(refused(TEXT, header)).isEqualTo("The header Idempotency-Key must not be empty.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"", "\"a", "\"a\\\"", "\"a\"b", "\"a\" b", "\"a\";x=1", "\"a\"b\"", "\"a\\b\"", "\"\\",
			"\"a\tb\"", "\"\u0000\"", "\"\u007F\"", "\"\u00FC\"", "\"\u20AC\"", "\"a, b" })
	void malformedQuotes_areRefused(String header) {
		assertThat(refused(TEXT, header)).startsWith("The header Idempotency-Key is not well-formed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "a\"b", "a\"", "a\"b\"", "a;x=1", "a\\b", "a\u0000b", "a\u0007", "\u0001",
			"a\u001Bb", "a\nb", "\u007F", "\u00FC", "\u00A0", "\uFEFFa", "\uD83C", "\uD83C\uDF89", "\u0663" })
	void characterThatNeedsQuotes_orIsNone_isRefused(String header) {
		assertThat(refused(TEXT, header))
			.startsWith("The header Idempotency-Key has a character that it cannot have without quotes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "\"%s\"", "\"%s\", %s" })
	void length_isThatOfTheStore(String form) {
		String longest = "x".repeat(StateLimits.IDEMPOTENCY_KEY);
		StateKey desk = new StateKey("desk", "");
		assertThat(StateLimits.allows(new StoredReply.Id(desk, longest))).isTrue();
		assertThat(StateLimits.allows(new StoredReply.Id(desk, longest + "x"))).isFalse();
		assertThat(read(TEXT, form.replace("%s", longest))).isEqualTo(longest);
		assertThat(refused(TEXT, form.replace("%s", longest + "x")))
			.isEqualTo("The header Idempotency-Key must not have more than 200 characters.");
	}

	@Test
	void length_isThatWithoutQuotesAndBackslashes() {
		assertThat(read(TEXT, '"' + "\\\"".repeat(200) + '"')).isEqualTo("\"".repeat(200));
		assertThat(refused(TEXT, '"' + "\\\"".repeat(201) + '"')).contains("200 characters");
		assertThat(refused(TEXT, '"' + "\\\"".repeat(1_000_000) + '"')).contains("200 characters");
		assertThat(refused(TEXT, "a" + " ".repeat(1_000_000) + "b")).contains("200 characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "8E03978E-40D5-43E8-BC93-6894A57F9324", "\"8e03978E-40d5-43e8-bc93-6894a57f9324\"" })
	void uuid_isWrittenInOneWay(String header) {
		assertThat(read(UUID, header)).isEqualTo(LOWER_CASE);
		// Of a text nobody knows that it is one.
		assertThat(read(TEXT, header)).isEqualTo(HeaderElements.unquote(header));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "1-1-1-1-1", "8e03978e40d543e8bc936894a57f9324",
			"8e03978e-40d5-43e8-bc93-6894a57f932", "8e03978e-40d5-43e8-bc93-6894a57f93244",
			"8e03978e4-0d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f932g",
			"{8e03978e-40d5-43e8-bc93-6894a57f9324}", "jgOXjkDVQ+i8k2iUpX+TJA==" })
	void otherThanAUuid_isRefusedForOne(String header) {
		assertThat(refused(UUID, header)).isEqualTo("The header Idempotency-Key must be a UUID.");
	}

	@Test
	void actorWithoutState_takesNone() {
		String detail = "This request takes no Idempotency-Key: the actor keeps no state, so a repetition would be "
				+ "handled again. Send it without that header.";
		assertThat(refused(new IdempotencyKeyHeader(null, false), "a")).isEqualTo(detail);
		assertThat(refused(new IdempotencyKeyHeader(null, false), "")).isEqualTo(detail);
	}

	@Test
	void messageWithoutComponent_takesNone() {
		assertThat(refused(new IdempotencyKeyHeader(null, true), "a")).isEqualTo(
				"This request takes no Idempotency-Key: a repetition would be handled again. Send it without that header.");
	}

	/**
	 * Whatever comes, it is a key that a store has room for, or a problem that names the
	 * header.
	 */
	@Test
	void anything_isAKeyOrAProblem() {
		Random random = new Random(42);
		int keys = 0;
		for (int i = 0; i < 50_000; i++) {
			String[] lines = new String[1 + random.nextInt(2)];
			for (int line = 0; line < lines.length; line++) {
				lines[line] = random(random);
			}
			try {
				String key = read(TEXT, lines);
				assertThat(key).isNotBlank().matches("[ -~]{1,200}");
				// As whoever writes it properly would send it.
				String quoted = '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
				assertThat(read(TEXT, quoted)).isEqualTo(key);
				keys++;
			}
			catch (ProblemException ex) {
				assertThat(ex.problem().status().value()).isEqualTo(400);
				assertThat(ex.problem().detail()).contains("Idempotency-Key").matches("[ -~]+");
			}
		}
		assertThat(keys).isBetween(1_000, 49_000);
	}

	private static String random(Random random) {
		String alphabet = "ab1-\"\"\\, ;=\t\u0000\u001F\u007F\u00FC\u20AC\uD83C";
		int length = (random.nextInt(50) == 0) ? random.nextInt(1000) : random.nextInt(6);
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.append(alphabet.charAt(random.nextInt(random.nextBoolean() ? 5 : alphabet.length())));
		}
		return random.nextBoolean() ? '"' + text.toString() + '"' : text.toString();
	}

	private static @Nullable String read(IdempotencyKeyHeader header, String... lines) {
		HttpHeaders headers = new HttpHeaders();
		for (String line : lines) {
			headers.add("idempotency-key", line);
		}
		return header.read(headers);
	}

	private static @Nullable String refused(IdempotencyKeyHeader header, String... lines) {
		ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> read(header, lines));
		assertThat(thrown).isNotNull();
		assertThat(thrown.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST.uri());
		assertThat(thrown.problem().status().value()).isEqualTo(400);
		return thrown.problem().detail();
	}

}
