package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HttpBenchmarkTests {

	@Test
	void session_smallestPlan_measuresEachSystemUnderEachLoad() throws IOException {
		Plan plan = new Plan(1, 2, 100, Duration.ofMinutes(1), Duration.ofMillis(50),
				List.of(HttpSystem.BARE, HttpSystem.VIRTUAL), List.of(0.5), List.of());
		Report report = Report.of(plan);
		assertThat(report.results()).filteredOn((result) -> result.unit().equals("requests/s"))
			.hasSize(4)
			.extracting(HttpResult::system)
			.containsExactly("bare WebFlux", "actor-spring VIRTUAL", "bare WebFlux", "actor-spring VIRTUAL");
		assertThat(report.results()).filteredOn((result) -> result.workload().contains("p99, ratio to bare WebFlux"))
			.filteredOn((result) -> result.system().equals("bare WebFlux"))
			.isNotEmpty()
			.allMatch((result) -> result.median() == 1);
		assertThat(report.markdown()).contains("**HTTP, closed loop of 64 connections**",
				"**HTTP, open loop at 50 % of the bare saturation: ", "| actor-spring VIRTUAL | ");
	}

	@Test
	void serverProcess_thatCannotStart_failsWithWhatItSaid() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> ServerProcess.start(HttpSystem.BARE, List.of("-XX:NoSuchFlag")))
			.withMessageContaining("NoSuchFlag");
	}

	@Test
	void plan_options() {
		Plan plan = Plan.of(List.of("--quick", "--rounds=2", "--systems=BARE,PEKKO", "--jvm=-Da=b", "--jvm=-Dc"));
		assertThat(plan.rounds()).isEqualTo(2);
		assertThat(plan.systems()).containsExactly(HttpSystem.BARE, HttpSystem.PEKKO);
		assertThat(plan.flags()).containsExactly("-Da=b", "-Dc");
		assertThatIllegalArgumentException().isThrownBy(() -> Plan.of(List.of("--fast")));
	}

	@Test
	void result_asJson() {
		assertThat(new HttpResult("HTTP", "bare WebFlux", 1.5, 1, 2, "ms").toJson()).isEqualTo(
				"{\"workload\":\"HTTP\",\"system\":\"bare WebFlux\",\"median\":1.5000,\"min\":1.0000,\"max\":2.0000,\"unit\":\"ms\"}");
	}

}
