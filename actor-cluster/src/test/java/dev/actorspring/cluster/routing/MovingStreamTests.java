package dev.actorspring.cluster.routing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;

import dev.actorspring.ActorRef;
import dev.actorspring.cluster.ActorUnreachableException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Streams of the actors of a partition that lives on another node, moves and is lost.
 */
class MovingStreamTests extends RoutingTest {

	@Test
	void streamGoesFromNodeToNodeAsItIsWanted() throws Exception {
		ActorRef<Scribe> scribe = startTwo();
		Listening all = new Listening();
		scribe.call(new Scribe.Count(2_000), LONG).subscribe(all);
		all.subscription.request(3);
		await().atMost(LONG).until(() -> all.items.size() == 3);
		all.subscription.request(Long.MAX_VALUE);
		await().atMost(LONG).until(all.end::isDone);
		assertThat(all.end).isCompleted();
		assertThat(all.items).isEqualTo(IntStream.rangeClosed(1, 2_000).boxed().toList());
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> scribe.call(new Scribe.Count(-1), LONG).subscribe(null))
			.isInstanceOf(NullPointerException.class);
		Listening none = new Listening();
		scribe.call(new Scribe.Count(-1), LONG).subscribe(none);
		none.subscription.request(1);
		await().atMost(LONG).until(none.end::isDone);
		assertThat(none.end.exceptionNow()).hasMessageContaining("less than zero");
	}

	@Test
	void streamThatIsCancelledOnOneNodeIsCancelledOnTheOther() {
		ActorRef<Scribe> scribe = startTwo();
		Listening some = new Listening();
		scribe.call(new Scribe.Count(Integer.MAX_VALUE), LONG).subscribe(some);
		some.subscription.request(Long.MAX_VALUE);
		await().atMost(LONG).until(() -> some.items.size() > 1_000);
		some.subscription.cancel();
		await().atMost(LONG).until(() -> this.handled.contains("cancelled"));
		assertThat(some.end).isNotDone();
	}

	@Test
	void streamOfANodeThatIsGoneFails() {
		ActorRef<Scribe> scribe = startTwo();
		Listening some = new Listening();
		Listening late = new Listening();
		scribe.call(new Scribe.Count(Integer.MAX_VALUE), LONG).subscribe(some);
		Flow.Publisher<Integer> unused = scribe.call(new Scribe.Count(2), LONG);
		some.subscription.request(1);
		await().atMost(LONG).until(() -> some.items.size() == 1);
		this.home = null;
		this.one.router.gone(this.two.id, "it is gone");
		unused.subscribe(late);
		for (Listening each : List.of(some, late)) {
			await().atMost(LONG).until(each.end::isDone);
			assertThat(each.end.exceptionNow()).isInstanceOf(ActorUnreachableException.class)
				.hasMessageContaining("it is gone");
		}
	}

	@Test
	void streamOfAPartitionThatMovesFails_andASecondOneComesFromTheNewHome() {
		Node one = node(1);
		Node two = node(2);
		Node three = node(3);
		arrive(two);
		ActorRef<Scribe> scribe = one.scribe();
		Listening some = new Listening();
		scribe.call(new Scribe.Count(Integer.MAX_VALUE), LONG).subscribe(some);
		some.subscription.request(1);
		await().atMost(LONG).until(() -> some.items.size() == 1);
		move(two, three);
		await().atMost(LONG).until(some.end::isDone);
		assertThat(some.end).isCompletedExceptionally();
		assertThat(some.items).startsWith(1);
		Listening again = new Listening();
		scribe.call(new Scribe.Count(3), LONG).subscribe(again);
		again.subscription.request(Long.MAX_VALUE);
		await().atMost(LONG).until(again.end::isDone);
		assertThat(again.end).isCompleted();
		assertThat(again.items).containsExactly(1, 2, 3);
	}

	/**
	 * Gets a stream.
	 */
	private static final class Listening implements Flow.Subscriber<Integer> {

		final List<Integer> items = new CopyOnWriteArrayList<>();

		final CompletableFuture<Void> end = new CompletableFuture<>();

		volatile Flow.Subscription subscription;

		@Override
		public void onSubscribe(Flow.Subscription given) {
			this.subscription = given;
		}

		@Override
		public void onNext(Integer item) {
			this.items.add(item);
		}

		@Override
		public void onError(Throwable failure) {
			this.end.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.end.complete(null);
		}

	}

}
