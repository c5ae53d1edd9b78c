package dev.actorspring.engine;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A publisher of the numbers from zero that knows nothing of actors, and calls its
 * subscribers on the thread that demands.
 */
record Range(long end) implements Flow.Publisher<Integer> {

	@Override
	public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
		CachedCount counting = new CachedCount(this.end, subscriber);
		subscriber.onSubscribe(counting);
		counting.started();
	}

	private static final class CachedCount implements Flow.Subscription {

		private final long end;

		private final AtomicLong demand = new AtomicLong();

		private volatile Flow.Subscriber<? super Integer> subscriber;

		private volatile boolean refused;

		private long next;

		CachedCount(long end, Flow.Subscriber<? super Integer> subscriber) {
			this.end = end;
			this.subscriber = subscriber;
		}

		/** An empty one is over without any demand. */
		void started() {
			if (this.end == 0 && this.demand.getAndAdd(1) == 0) {
				drain(1);
			}
		}

		@Override
		public void request(long n) {
			this.refused |= n <= 0;
			long more = Math.max(1, n);
			if (this.demand.getAndUpdate((before) -> saturated(before + more)) == 0) {
				drain(more);
			}
		}

		private static long saturated(long sum) {
			return (sum < 0) ? Long.MAX_VALUE : sum;
		}

		private void drain(long initial) {
			long left = initial;
			while (left > 0) {
				for (long i = 0; i < left; i++) {
					Flow.Subscriber<? super Integer> target = this.subscriber;
					if (target == null) {
						return;
					}
					if (this.refused) {
						this.subscriber = null;
						target.onError(new IllegalArgumentException("No demand, against rule 3.9"));
						return;
					}
					if (this.next < this.end) {
						target.onNext((int) this.next++);
					}
					if (this.next >= this.end && this.subscriber != null) {
						this.subscriber = null;
						target.onComplete();
					}
				}
				long done = left;
				left = this.demand.updateAndGet((before) -> (before == Long.MAX_VALUE) ? before : before - done);
			}
		}

		@Override
		public void cancel() {
			this.subscriber = null;
		}

	}

}
