package dev.actorspring.benchmarks.harness;

import java.util.List;

import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Failed;
import dev.actorspring.benchmarks.trial.Line.Result;
import dev.actorspring.benchmarks.trial.Line.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which of the variants of a system is measured.
 */
class TryoutTests {

	private final Tryout tryout = new Tryout();

	private void add(String variant, Result result) {
		this.tryout.add(variant, new Line("spawn", "A", variant, result));
	}

	private void add(String variant, double value, String unit) {
		add(variant, new Value(value, unit));
	}

	@Test
	void oneGoodStartDoesNotMakeAVariantTheBest() {
		add("third", 4.9, "/s");
		add("lucky", 9, "/s");
		add("steady", 5, "/s");
		assertThat(this.tryout.best(2)).containsExactly("lucky", "steady");
		this.tryout.keep(List.of("lucky", "steady"));
		for (int i = 0; i < 2; i++) {
			add("lucky", 2, "/s");
			add("steady", 5, "/s");
		}
		assertThat(this.tryout.best(1)).containsExactly("steady");
		assertThat(this.tryout.best(3)).doesNotContain("third");
	}

	@Test
	void oneThatIsHalfAsGoodIsNotTriedAgain() {
		add("slow", 900, "ms");
		add("fast", 300, "ms");
		add("near", 590, "ms");
		assertThat(this.tryout.best(3)).containsExactly("fast", "near");
	}

	@Test
	void norIsOneThatHasFailed() {
		add("broken", new Failed("exit code 1"));
		add("slow", 1, "/s");
		assertThat(this.tryout.best(2)).containsExactly("slow");
	}

	@Test
	void ifAllHaveFailedOneIsMeasuredAllTheSame() {
		add("broken", new Failed("exit code 1"));
		add("too", new Failed("exit code 1"));
		assertThat(this.tryout.best(2)).containsExactly("broken");
	}

}
