package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HttpBenchmarkTests {

	private static final String BARE = "\"bare WebFlux\"";

	@Test
	void session_smallestPlan_measuresEachSystemUnderEachLoad() throws IOException {
		List<String> output = new ArrayList<>();
		new Session(Plan.of(List.of("tiny", "http-closed", "http-open-30", "--systems=BARE,VIRTUAL")), output::add)
			.run();
		assertThat(output).contains("# http-closed", "# http-open-30");
		assertThat(lines(output, "\"http-closed-throughput\"", BARE)).hasSize(2);
		assertThat(lines(output, "\"http-closed-throughput\"", "actor-spring VIRTUAL")).hasSize(2);
		assertThat(lines(output, "\"http-open-30-p99\"", "actor-spring VIRTUAL")).hasSize(2)
			.allSatisfy((line) -> assertThat(line).contains("requests/s\"", "\"unit\":\"ms\""));
		assertThat(lines(output, "\"http-open-30-p99-ratio\"", BARE)).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).contains("\"value\":1.0000"));
	}

	private static List<String> lines(List<String> output, String workload, String system) {
		return output.stream().filter((line) -> line.contains(workload) && line.contains(system)).toList();
	}

	@Test
	void serverProcess_thatCannotStart_failsWithWhatItSaid() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> ServerProcess.start(HttpSystem.BARE, List.of("-XX:NoSuchFlag")))
			.withMessageContaining("NoSuchFlag");
	}

	@Test
	void plan_options() {
		Plan plan = Plan.of(List.of("quick", "http-open-60", "--systems=BARE,PEKKO", "--jvm=-Da=b", "--jvm=-Dc"));
		assertThat(plan.workloads()).containsExactly(Workload.OPEN_60);
		assertThat(plan.systems()).containsExactly(HttpSystem.BARE, HttpSystem.PEKKO);
		assertThat(plan.flags()).containsExactly("-Da=b", "-Dc");
		assertThatIllegalArgumentException().isThrownBy(() -> Plan.of(List.of("quick", "http-fast")));
		assertThatIllegalArgumentException().isThrownBy(() -> Plan.of(List.of("--quick")));
	}

	@Test
	void everySystemOfAWholeRun_hasTheNamesOfTheOtherTables() {
		assertThat(HttpBenchmark.systems()).contains("actor-spring COMPUTE", "actor-spring VIRTUAL", "Pekko typed");
	}

}
