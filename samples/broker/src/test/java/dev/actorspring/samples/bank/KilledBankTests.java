package dev.actorspring.samples.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The bank ends while it books payments, its broker with it, and is started again with
 * what both have on the disk.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledBankTests {

	private static final int PAYMENTS = 90;

	private static final int OF_EACH = PAYMENTS / BankProcess.ACCOUNTS;

	@TempDir
	private Path directory;

	private Process process;

	@AfterEach
	void end() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void eachPaymentIsBookedOnce_andEachReceiptSent(boolean killed) throws Exception {
		Path first = start("first", Integer.toString(PAYMENTS));
		await().atMost(3, TimeUnit.MINUTES)
			.failFast("the bank has ended", () -> !this.process.isAlive())
			.until(() -> last(first, "done (\\d+)") >= PAYMENTS / 10);
		if (killed) {
			this.process.destroyForcibly();
		}
		else {
			this.process.destroy();
		}
		assertThat(this.process.waitFor(3, TimeUnit.MINUTES)).isTrue();

		Path second = start("second");
		assertThat(this.process.waitFor(3, TimeUnit.MINUTES)).as(() -> text(second)).isTrue();
		assertThat(this.process.exitValue()).as(() -> text(second)).isZero();

		assertThat(last(second, "left (\\d+)")).as("left for the second process").isBetween(1L, PAYMENTS - 1L);
		assertThat(all(second, "balance (\\d) (\\d+)")).hasSize(BankProcess.ACCOUNTS)
			.allSatisfy((balance) -> assertThat(balance.group(2)).isEqualTo(Integer.toString(OF_EACH)));
		assertThat(text(second)).doesNotContainPattern("(?m)^dead$");
		for (int account = 0; account < BankProcess.ACCOUNTS; account++) {
			assertThat(receipts(second, account).values())
				.containsExactlyElementsOf(LongStream.rangeClosed(1, OF_EACH).boxed().toList());
		}
	}

	/**
	 * Those of an account by the ids of their payments, in the order in which the first
	 * of each came.
	 */
	private static Map<String, Long> receipts(Path log, int account) {
		Map<String, Long> receipts = new LinkedHashMap<>();
		for (MatchResult receipt : all(log, "receipt (\\S+) " + account + " (\\d+)")) {
			receipts.putIfAbsent(receipt.group(1), Long.valueOf(receipt.group(2)));
		}
		return receipts;
	}

	private Path start(String name, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dio.netty.noUnsafe=false",
						"-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						BankProcess.class.getName()));
		command.addAll(List.of(arguments));
		Path log = this.directory.resolve(name + ".log");
		this.process = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		return log;
	}

	private static long last(Path log, String pattern) {
		List<MatchResult> all = all(log, pattern);
		return all.isEmpty() ? 0 : Long.parseLong(all.getLast().group(1));
	}

	private static List<MatchResult> all(Path log, String pattern) {
		return Pattern.compile("(?m)^" + pattern + "$").matcher(text(log)).results().toList();
	}

	private static String text(Path log) {
		try {
			return Files.readString(log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
