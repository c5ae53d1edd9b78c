package dev.actorspring.benchmarks.trial;

import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * That a system which does not do what it should is found out.
 */
class ChecksTests {

	@Test
	void tell_thatLosesAMessage_fails() {
		assertThatIllegalStateException()
			.isThrownBy(() -> Workload.TELL_1_1.measure(new Adding(true), Effort.TINY, (name, value) -> {
			}))
			.withMessageContaining("sum");
	}

	@Test
	void tell_thatLosesNothing_isMeasured() {
		AtomicLong results = new AtomicLong();
		Workload.TELL_4_1.measure(new Adding(false), Effort.TINY, (name, value) -> results.incrementAndGet());
		assertThat(results).hasValue(1);
	}

	@Test
	void ask_thatFails_isNotMeasured() {
		Contestant failing = new Adding(false) {

			@Override
			CompletionStage<Long> reply(long sum) {
				return (sum < 50) ? super.reply(sum) : CompletableFuture.failedFuture(new IllegalStateException("no"));
			}

		};
		assertThatIllegalStateException()
			.isThrownBy(() -> Workload.ASK_1.measure(failing, Effort.TINY, (name, value) -> {
			}))
			.withMessageContaining("A request failed");
	}

	@Test
	void stride_visitsAll() {
		for (int count : new int[] { 1, 2, 10, 97, 1_000 }) {
			BitSet visited = new BitSet();
			int stride = Crowds.stride(count);
			int index = 0;
			for (int i = 0; i < count; i++) {
				visited.set(index);
				index = (index + stride) % count;
			}
			assertThat(visited.cardinality()).isEqualTo(count);
		}
	}

	/**
	 * Adds at once, and forgets a message if it is told to.
	 */
	private static class Adding implements Contestant {

		private boolean losing;

		Adding(boolean losing) {
			this.losing = losing;
		}

		CompletionStage<Long> reply(long sum) {
			return CompletableFuture.completedFuture(sum);
		}

		@Override
		public Counter counter() {
			AtomicLong sum = new AtomicLong();
			return new Counter() {

				@Override
				public void tell(int value) {
					if (Adding.this.losing) {
						Adding.this.losing = false;
						return;
					}
					sum.addAndGet(value);
				}

				@Override
				public CompletionStage<Long> ask(int value) {
					return reply(sum.addAndGet(value));
				}

			};
		}

		@Override
		public String config() {
			return "";
		}

		@Override
		public void close() {
			// Nothing runs.
		}

	}

}
