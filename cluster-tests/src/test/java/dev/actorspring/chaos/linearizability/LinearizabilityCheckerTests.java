package dev.actorspring.chaos.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static dev.actorspring.chaos.linearizability.Operation.answered;
import static dev.actorspring.chaos.linearizability.Operation.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Histories of a number to which something is added, or which is read by adding nothing.
 */
class LinearizabilityCheckerTests {

	private static final Model<Integer, Integer, Integer> NUMBER = new Model<>() {

		@Override
		public Integer initial() {
			return 0;
		}

		@Override
		public Optional<Integer> next(Integer state, Integer added, Integer sum) {
			return (state + added == sum) ? Optional.of(sum) : Optional.empty();
		}

		@Override
		public Integer next(Integer state, Integer added) {
			return state + added;
		}

	};

	@SafeVarargs
	private static boolean isLinearizable(Operation<Integer, Integer>... operations) {
		return LinearizabilityChecker.isLinearizable(NUMBER, List.of(operations));
	}

	@Test
	void nothingIsLinearizable() {
		assertThat(isLinearizable()).isTrue();
	}

	@Test
	void oneAfterAnother() {
		assertThat(isLinearizable(answered(1, 1, 2, 1), answered(2, 3, 4, 3), answered(0, 5, 6, 3))).isTrue();
	}

	@Test
	void answerThatNoOrderGivesIsRejected() {
		assertThat(isLinearizable(answered(1, 1, 2, 2))).isFalse();
	}

	@Test
	void lostEffectIsRejected() {
		assertThat(isLinearizable(answered(1, 1, 2, 1), answered(1, 3, 4, 1))).isFalse();
	}

	@Test
	void effectThatCountsTwiceIsRejected() {
		assertThat(isLinearizable(answered(1, 1, 2, 1), answered(0, 3, 4, 2))).isFalse();
	}

	@Test
	void staleReadIsRejected() {
		assertThat(isLinearizable(answered(1, 1, 2, 1), answered(0, 3, 4, 0))).isFalse();
	}

	@Test
	void readThatOverlapsMaySeeEither() {
		assertThat(isLinearizable(answered(1, 1, 4, 1), answered(0, 2, 3, 0))).isTrue();
		assertThat(isLinearizable(answered(1, 1, 4, 1), answered(0, 2, 3, 1))).isTrue();
	}

	@Test
	void readsThatOverlapAWriteDoNotGoBack() {
		assertThat(isLinearizable(answered(1, 1, 9, 1), answered(0, 2, 3, 0), answered(0, 4, 5, 1))).isTrue();
		assertThat(isLinearizable(answered(1, 1, 9, 1), answered(0, 2, 3, 1), answered(0, 4, 5, 0))).isFalse();
	}

	@Test
	void twoThatOverlapTakeEffectInEitherOrderButInOne() {
		assertThat(isLinearizable(answered(1, 1, 4, 3), answered(2, 2, 3, 2))).isTrue();
		assertThat(isLinearizable(answered(1, 1, 4, 1), answered(2, 2, 3, 2))).isFalse();
		assertThat(isLinearizable(answered(1, 1, 4, 3), answered(2, 2, 3, 3))).isFalse();
	}

	@Test
	void unknownOneMayHaveTakenEffectOrNot() {
		assertThat(isLinearizable(unknown(5, 1), answered(0, 2, 3, 0))).isTrue();
		assertThat(isLinearizable(unknown(5, 1), answered(0, 2, 3, 5))).isTrue();
	}

	@Test
	void unknownOneMayTakeEffectMuchLater() {
		assertThat(isLinearizable(unknown(5, 1), answered(0, 2, 3, 0), answered(1, 4, 5, 1), answered(0, 6, 7, 6)))
			.isTrue();
	}

	@Test
	void unknownOneTakesEffectOnceAndIsNotTakenBack() {
		assertThat(isLinearizable(unknown(5, 1), answered(0, 2, 3, 5), answered(0, 4, 5, 0))).isFalse();
		assertThat(isLinearizable(unknown(5, 1), answered(0, 2, 3, 10))).isFalse();
	}

	@Test
	void unknownOneHasNoEffectBeforeItWasAsked() {
		assertThat(isLinearizable(answered(0, 1, 2, 5), unknown(5, 3))).isFalse();
	}

	@Test
	void onlySomeOfManyUnknownOnesHaveTakenEffect() {
		List<Operation<Integer, Integer>> history = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			history.add(unknown(1 << i, i));
		}
		history.add(answered(0, 20, 21, 0b1010_0101_0110));
		assertThat(LinearizabilityChecker.isLinearizable(NUMBER, history)).isTrue();
		history.add(answered(0, 22, 23, 0b1010_0101_0010));
		assertThat(LinearizabilityChecker.isLinearizable(NUMBER, history)).isFalse();
	}

	@Test
	void tooManyPossibilitiesAreNoAnswer() {
		List<Operation<Integer, Integer>> history = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			history.add(unknown(1 << i, i));
		}
		history.add(answered(0, 50, 51, -1));
		assertThatIllegalStateException().isThrownBy(() -> LinearizabilityChecker.isLinearizable(NUMBER, history));
	}

	/**
	 * Histories made by a number that really is one are accepted, and those with one
	 * answer that is wrong are not.
	 */
	@Test
	void histories() {
		Random random = new Random(7);
		for (int round = 0; round < 200; round++) {
			List<Operation<Integer, Integer>> history = history(random, 60, 4);
			assertThat(LinearizabilityChecker.isLinearizable(NUMBER, history)).isTrue();
			int spoilt = random.nextInt(history.size());
			Operation<Integer, Integer> each = history.get(spoilt);
			history.set(spoilt, answered(each.input(), each.invoked(), Math.min(each.returned(), 10_000), 1_000_000));
			assertThat(LinearizabilityChecker.isLinearizable(NUMBER, history)).isFalse();
		}
	}

	private static List<Operation<Integer, Integer>> history(Random random, int length, int overlap) {
		List<Operation<Integer, Integer>> history = new ArrayList<>();
		int sum = 0;
		for (int i = 0; i < length; i++) {
			int added = random.nextInt(3);
			sum += added;
			long effect = i * 10L;
			boolean seen = random.nextInt(10) > 0;
			long invoked = effect - random.nextInt(10 * overlap);
			history.add(seen ? answered(added, invoked, effect + random.nextInt(10 * overlap), sum)
					: unknown(added, invoked));
		}
		return history;
	}

}
