package dev.actorspring.benchmarks.harness;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.actorspring.benchmarks.harness.Programs.Outcome;
import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Failed;
import dev.actorspring.benchmarks.trial.Line.NotOffered;
import dev.actorspring.benchmarks.trial.Line.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportingTests {

	private static final String COMPUTE = JvmSystem.COMPUTE.label();

	private final Results results = new Results();

	private void add(String system, Line.Result... all) {
		for (Line.Result result : all) {
			this.results.add("Group", new Line("work", system, "", result));
		}
	}

	private Summary summary(String system) {
		return this.results.summaries("Group").get("work").get(system);
	}

	@Test
	void line_thatIsWritten_canBeRead() {
		for (Line.Result result : List.of(new Value(1234.5, "asks/s"), new NotOffered("has none"),
				new Failed("it said \"no\"\\\n and ended"))) {
			Line line = new Line("ask-1", "Peer \"typed\"", "a=1", result);
			Line read = Results.parse(line.json()).findFirst().orElseThrow();
			assertThat(read.json()).isEqualTo(line.json());
			assertThat(read.system()).isEqualTo("Peer \"typed\"");
		}
	}

	@Test
	void line_thatIsNoResult_isPassedOver() {
		assertThat(Results.parse("WARNING: something")).isEmpty();
	}

	@Test
	void median_ofSeveralRounds_isInTheMiddle() {
		add("Odd", new Value(3, "ms"), new Value(1, "ms"), new Value(9, "ms"));
		add("Even", new Value(4, "ms"), new Value(1, "ms"), new Value(9, "ms"), new Value(2, "ms"));
		assertThat(summary("Odd").median()).isEqualTo(3);
		assertThat(summary("Even").median()).isEqualTo(3);
		assertThat(summary("Odd").values()).containsExactly(1.0, 3.0, 9.0);
	}

	@Test
	void ratio_isHowManyTimesAsGoodOursIs() {
		add(COMPUTE, new Value(300, "asks/s"));
		add("Slower", new Value(100, "asks/s"));
		assertThat(summary("Slower").timesAsGoodIs(summary(COMPUTE))).isEqualTo(3);
	}

	@Test
	void ratio_whereLessIsBetter_isTheOtherWayRound() {
		add(COMPUTE, new Value(100, "bytes/actor"));
		add("Larger", new Value(300, "bytes/actor"));
		assertThat(summary("Larger").timesAsGoodIs(summary(COMPUTE))).isEqualTo(3);
	}

	@Test
	void table_showsWhoFailedAndWhy() {
		add(COMPUTE, new Value(1_800_000, "asks/s"), new Value(1_200_000, "asks/s"));
		add("Peer", new Value(500_000, "asks/s"), new Failed("took longer than 60 s"));
		add("Other", new NotOffered("has no supervisors"));
		String table = Tables.of("Group", this.results.summaries("Group"));
		assertThat(table).contains("| work, asks/s | 1.50 M | 500 k (3.00×) | - |")
			.contains("| work | " + COMPUTE + " | 1.50 M | 1.20 M to 1.80 M | asks/s | - |  |")
			.contains("| work | Peer | 500 k | - | asks/s | 3.00× | failed: took longer than 60 s |")
			.contains("| work | Other | - | - | - | - | has no supervisors |");
	}

	@Test
	void table_whereStartsDisagree_hasNoNumberThatStandsForThem() {
		add(COMPUTE, new Value(1_000_000, "asks/s"), new Value(1_200_000, "asks/s"));
		add("Peer", new Value(900_000, "asks/s"), new Value(300_000, "asks/s"));
		assertThat(Tables.of("Group", this.results.summaries("Group")))
			.contains("| work, asks/s | 1.10 M | 300 k to 900 k |")
			.contains("| work | Peer | 600 k | 300 k to 900 k | asks/s | - |  |");
	}

	@Test
	void table_whereThereAreMany_hasTheirMedian() {
		add("Peer", new Value(900_000, "asks/s"), new Value(300_000, "asks/s"), new Value(500_000, "asks/s"),
				new Value(500_000, "asks/s"));
		assertThat(Tables.of("Group", this.results.summaries("Group"))).contains("| work, asks/s | 500 k |");
	}

	@Test
	void table_whereOurStartsDisagree_comparesWithNone() {
		add(COMPUTE, new Value(1_000_000, "asks/s"), new Value(2_000_000, "asks/s"));
		add("Peer", new Value(500_000, "asks/s"));
		assertThat(Tables.of("Group", this.results.summaries("Group")))
			.contains("| work, asks/s | 1.00 M to 2.00 M | 500 k |")
			.contains("| work | Peer | 500 k | - | asks/s | - |  |");
	}

	@Test
	void table_showsHowMuchMoreAMessageCostsAmongMoreActors() {
		List<Line> ours = curve(COMPUTE, new Value(200, "ns/message"));
		List<Line> peer = curve("Peer", new Value(400, "ns/message"));
		List<Line> failed = curve("Other", new Failed("is too large"));
		for (List<Line> lines : List.of(ours, peer, failed)) {
			lines.forEach((line) -> this.results.add("Group", line));
			Growth.of(lines).forEach((line) -> this.results.add("Group", line));
		}
		this.results.add("Group", new Line("growth", "Other", "", new Failed("is too large")));
		assertThat(Tables.of("Group", this.results.summaries("Group")))
			.contains("| growth-1000, ns/message | 100 | 100 (1.00×) | 100 (1.00×) |")
			.contains("| growth, times | 2.00 | 4.00 (2.00×) | - |")
			.contains("| growth | Peer | 4.00 | - | times | 2.00× | a=1 |")
			.contains("| growth | Other | - | - | - | - | failed: is too large |");
	}

	private static List<Line> curve(String system, Line.Result largest) {
		return List.of(new Line("growth-1", system, "a=1", new Value(10, "ns/message")),
				new Line("growth-1000", system, "a=1", new Value(100, "ns/message")),
				new Line("growth-1000000", system, "a=1", largest));
	}

	@Test
	void number_hasThreeDigits() {
		assertThat(Map.of(0.00123, "0.0012", 0.5, "0.50", 12.34, "12.3", 999.4, "999", 9_999.0, "9,999", 12_345.0,
				"12.3 k", 999_400.0, "999 k", 999_600.0, "1.00 M"))
			.allSatisfy((value, text) -> assertThat(Tables.number(value)).isEqualTo(text));
	}

	@Test
	void program_thatFails_saysWhy() {
		Outcome outcome = Programs.run(List.of("sh", "-c", "echo before; echo SomeError: no; exit 3"),
				Duration.ofMinutes(1));
		assertThat(outcome.output()).containsExactly("before", "SomeError: no");
		assertThat(outcome.problem()).isEqualTo("ended with 3: SomeError: no");
	}

	@Test
	void program_thatTakesTooLong_isEndedWithItsChildren() {
		Outcome outcome = Programs.run(List.of("sh", "-c", "echo before; sleep 600; echo after"),
				Duration.ofMillis(200));
		assertThat(outcome.output()).contains("before").doesNotContain("after");
		assertThat(outcome.problem()).startsWith("took longer than");
	}

	@Test
	void program_thatIsNotThere_isNamed() {
		assertThat(Programs.run(List.of("no-such-program"), Duration.ofMinutes(1)).problem())
			.contains("no-such-program");
	}

	@Test
	void settings_chooseWorkloadsAndSystems() {
		Settings settings = Settings.parse(List.of("--quick", "--only", "ask,ring", "--systems", "pekko,ERLANG"));
		assertThat(settings.includesWorkload("ask-64-handed", 0)).isTrue();
		assertThat(settings.includesWorkload("tell-1-1", 0)).isFalse();
		assertThat(settings.includesSystem("Erlang/OTP")).isTrue();
		assertThat(settings.includesSystem(COMPUTE.toUpperCase(Locale.ROOT))).isFalse();
	}

	@Test
	void quickPass_measuresFewWorkloadsUnlessAskedForOthers() {
		Settings quick = Settings.parse(List.of("--quick"));
		assertThat(quick.includesWorkload("ping-pong-1", 0)).isTrue();
		assertThat(quick.includesWorkload("ping-pong-16", 0)).isFalse();
		assertThat(Settings.parse(List.of("--quick", "--only", "ping")).includesWorkload("ping-pong-16", 0)).isTrue();
		assertThat(Settings.parse(List.of()).includesWorkload("ping-pong-16", 0)).isTrue();
	}

	@Test
	void quickPass_startsTwiceWhatAStartMayDecide() {
		Settings quick = Settings.parse(List.of("--quick"));
		assertThat(quick.rounds()).isEqualTo(2);
		assertThat(quick.includesWorkload("ping-pong-1", 1)).isTrue();
		assertThat(quick.includesWorkload("http-closed", 0)).isTrue();
		assertThat(quick.includesWorkload("http-closed", 1)).isFalse();
		assertThat(Settings.parse(List.of()).includesWorkload("http-closed", 1)).isTrue();
	}

	@Test
	void quickPass_leavesOutOursWithoutMetricsAndWhatIsNoActorUnlessAskedFor() {
		String plain = JvmSystem.COMPUTE_PLAIN.label();
		assertThat(Settings.parse(List.of("--quick")).includesSystem(plain)).isFalse();
		assertThat(Settings.parse(List.of("--quick")).includesSystem(JvmSystem.JDK_LOCK.label())).isFalse();
		assertThat(Settings.parse(List.of("--quick", "--systems", "lock")).includesSystem(JvmSystem.JDK_LOCK.label()))
			.isTrue();
		assertThat(Settings.parse(List.of("--quick")).includesSystem(COMPUTE)).isTrue();
		assertThat(Settings.parse(List.of()).includesSystem(plain)).isTrue();
		assertThat(Settings.parse(List.of("--quick", "--systems", "no metrics")).includesSystem(plain)).isTrue();
	}

	@Test
	void busyMachine_isAReasonForAWarning() {
		assertThat(Environment.warning(0.05, 0.01)).isEmpty();
		assertThat(Environment.warning(0.5, 0.01)).contains("50 % of its processors", "1 % stolen");
		assertThat(Environment.warning(0.05, 0.06)).contains("6 % stolen");
	}

	@Test
	void ticks_areThoseOfAllProcessors() {
		Ticks before = Ticks.parse(List.of("cpu  10 0 20 300 40 0 0 5 0 0", "cpu0 1 1 1 1 1 1 1 1 0 0"));
		Ticks after = Ticks.parse(List.of("cpu  60 0 20 340 45 0 0 10 0 0"));
		assertThat(after.since(before)).isEqualTo(new Ticks(100, 45, 5));
		assertThat(after.since(before).stolenShare()).isEqualTo(0.05);
	}

	@Test
	void versions_comeFromTheNamesOfTheJars() {
		assertThat(Environment.versions("/a/cajun-0.7.0.jar:/a/cajun-core-0.6.0.jar:/b/vertx-core-5.0.5.jar"))
			.containsEntry("Cajun", "0.7.0")
			.containsEntry("Vert.x", "5.0.5")
			.hasSize(2);
	}

}
