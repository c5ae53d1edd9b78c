package dev.actorspring.protocol;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Receive;
import dev.actorspring.ReplyStream;
import dev.actorspring.Request;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which streams a handler may return is checked at the start.
 */
class StreamProtocolTests {

	private static ActorProtocol protocol(Class<?> type) {
		return ActorProtocol.of(type, new HandlerAdapters(List.of(), List.of(new PipeAdapter()), List.of(), List.of()));
	}

	private static @Nullable StreamReply stream(Class<?> message) {
		return protocol(Good.class).handler(message).orElseThrow().stream();
	}

	@Test
	void anyPublisherOfTheItemsIsAccepted() {
		for (Class<?> message : List.of(Good.A.class, Good.B.class, Good.C.class, Good.D.class, Good.E.class,
				Good.F.class, Good.G.class, Good.H.class)) {
			assertThat(stream(message)).as(message.getSimpleName()).isNotNull();
		}
	}

	@Test
	void streamsOfAnotherTypeStandForPublishersAndTheOtherWayRound() {
		Pipe<Integer> pipe = new Pipe<>((subscriber) -> {
		});
		StreamReply toPublisher = stream(Good.F.class);
		assertThat(toPublisher.toReply(toPublisher.toPublisher(pipe))).isSameAs(pipe.publisher());
		StreamReply toPipe = stream(Good.G.class);
		assertThat(toPipe.toReply(toPipe.toPublisher(pipe.publisher()))).isEqualTo(pipe);
	}

	@Test
	void replyThatIsNoStreamHasNone() {
		assertThat(stream(Good.I.class)).isNull();
	}

	@Test
	void otherItemsAreRefused() {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> protocol(OtherItems.class))
			.withMessageContaining("OtherItems.get(Get)")
			.withMessageContaining("returns Publisher<String>, but the reply to Get is Publisher<Integer>");
	}

	@Test
	void otherItemsInAStreamOfAnotherTypeAreRefused() {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> protocol(OtherPipe.class))
			.withMessageContaining("returns Pipe<String>, but the reply to Get is Publisher<Integer>");
	}

	@Test
	void singleItemIsNoStream() {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> protocol(Single.class))
			.withMessageContaining("returns Integer, but the reply to Get is Publisher<Integer>");
	}

	record Pipe<T>(Flow.Publisher<T> publisher) {

	}

	private static final class PipeAdapter implements StreamAdapter {

		@Override
		public Class<?> type() {
			return Pipe.class;
		}

		@Override
		public Flow.Publisher<?> toPublisher(Object stream) {
			return ((Pipe<?>) stream).publisher();
		}

		@Override
		public Object fromPublisher(Flow.Publisher<?> publisher) {
			return new Pipe<>(publisher);
		}

	}

	@SuppressWarnings("NullAway")
	static class Good {

		record A() implements Request<Good, Flow.Publisher<Integer>> {

		}

		record B() implements Request<Good, Flow.Publisher<Integer>> {

		}

		record C() implements Request<Good, Flow.Publisher<Integer>> {

		}

		record D() implements Request<Good, Flow.Publisher<Integer>> {

		}

		record E() implements Request<Good, Flow.Publisher<? extends Number>> {

		}

		record F() implements Request<Good, Flow.Publisher<Integer>> {

		}

		record G() implements Request<Good, Pipe<Integer>> {

		}

		record H() implements Request<Good, Pipe<Integer>> {

		}

		record I() implements Request<Good, List<Integer>> {

		}

		@Receive
		Flow.Publisher<Integer> a(A message) {
			return null;
		}

		@Receive
		ReplyStream<Integer> b(B message) {
			return null;
		}

		@Receive
		SubmissionPublisher<Integer> c(C message) {
			return null;
		}

		@Receive
		CompletionStage<ReplyStream<Integer>> d(D message) {
			return null;
		}

		@Receive
		Flow.Publisher<Integer> e(E message) {
			return null;
		}

		@Receive
		Pipe<Integer> f(F message) {
			return null;
		}

		@Receive
		ReplyStream<Integer> g(G message) {
			return null;
		}

		@Receive
		CompletionStage<Pipe<Integer>> h(H message) {
			return null;
		}

		@Receive
		List<Integer> i(I message) {
			return List.of();
		}

	}

	static class OtherItems {

		record Get() implements Request<OtherItems, Flow.Publisher<Integer>> {

		}

		@Receive
		Flow.Publisher<String> get(Get message) {
			throw new IllegalStateException();
		}

	}

	static class OtherPipe {

		record Get() implements Request<OtherPipe, Flow.Publisher<Integer>> {

		}

		@Receive
		Pipe<String> get(Get message) {
			throw new IllegalStateException();
		}

	}

	static class Single {

		record Get() implements Request<Single, Flow.Publisher<Integer>> {

		}

		@Receive
		Integer get(Get message) {
			return 1;
		}

	}

}
