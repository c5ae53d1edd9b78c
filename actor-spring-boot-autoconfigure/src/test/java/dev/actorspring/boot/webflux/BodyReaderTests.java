package dev.actorspring.boot.webflux;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.actorspring.boot.http.HttpParts;
import dev.actorspring.boot.http.ProblemException;
import dev.actorspring.boot.http.RequestBodies;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

class BodyReaderTests {

	private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(ALLOCATOR);

	private final RequestBodies bodies = HttpParts.bodies(4);

	@Test
	void body_inParts_isWhole() {
		DataBuffer first = part("ab");
		DataBuffer second = part("cd");
		assertThat(text(read(Flux.just(first, second)))).isEqualTo("abcd");
		assertThat(List.of(first, second)).allSatisfy(BodyReaderTests::isReleased);
	}

	@Test
	void body_inManyParts_hasNothingElse() {
		assertThat(text(read(Flux.just("a", "b", "c").map(this::part)))).isEqualTo("abc");
	}

	@Test
	void body_ofNoParts_isEmpty() {
		assertThat(text(read(Flux.empty()))).isEmpty();
	}

	@Test
	void body_thatIsTooLarge_isNotReadFurther() {
		TestPublisher<DataBuffer> parts = TestPublisher.createNoncompliant(TestPublisher.Violation.REQUEST_OVERFLOW,
				TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		List<DataBuffer> sent = List.of(part("abc"), part("de"), part("f"));
		StepVerifier.create(read(parts.flux()))
			.then(() -> sent.forEach(parts::next))
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(ProblemException.class)
				.hasMessageContaining("more than 4 bytes"));
		parts.assertCancelled();
		assertThat(sent).allSatisfy(BodyReaderTests::isReleased);
	}

	@Test
	void body_thatBreaksOff_isAProblemOfTheClient() {
		StepVerifier.create(read(Flux.error(new IllegalStateException("gone"))))
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(ProblemException.class));
	}

	@Test
	void cancelled_readsNoMore() {
		TestPublisher<DataBuffer> parts = TestPublisher.create();
		StepVerifier.create(read(parts.flux())).thenCancel().verify();
		parts.assertCancelled();
	}

	private Mono<byte[]> read(Flux<DataBuffer> parts) {
		return Mono.create((sink) -> parts.subscribe(new BodyReader(sink, this.bodies)));
	}

	private DataBuffer part(String text) {
		return this.buffers.wrap(ALLOCATOR.buffer().writeBytes(text.getBytes(StandardCharsets.UTF_8)));
	}

	private static String text(Mono<byte[]> body) {
		return new String(body.block(), StandardCharsets.UTF_8);
	}

	private static void isReleased(DataBuffer part) {
		ByteBuf buffer = ((NettyDataBuffer) part).getNativeBuffer();
		assertThat(buffer.refCnt()).isZero();
	}

}
