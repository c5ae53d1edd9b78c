package dev.actorspring.cluster.wire;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.MailboxFullException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.cluster.RemoteCauseException;
import dev.actorspring.cluster.wire.WireFormat.Encoded;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WireFormatTests {

	private @Nullable ActorSystem system;

	@AfterEach
	void close() {
		if (this.system != null) {
			this.system.close();
		}
	}

	private <A> WireFormat format(Class<A> type, A actor) {
		ActorSystem made = ActorSystem.builder()
			.actor(ActorSpec.keyed("family", type, (context) -> actor))
			.actor(ActorSpec.of("alone", Alone.class, (context) -> new Alone()))
			.build();
		this.system = made;
		return new WireFormat(made.registrations(), "family"::equals, (path) -> made.resolve(path).orElse(null),
				10_000);
	}

	@Test
	void messagesComeAsTheyWere() {
		WireFormat format = format(Shop.class, new Shop());
		ActorRef<Shop> ref = this.system.keyed(Shop.class).get("a/b");
		for (Message<?> each : List.of(
				new Order(UUID.randomUUID(), List.of(new Cash(new BigDecimal("1.20")), new Card("1", null)),
						Map.of("k", Duration.ofMillis(5)), Optional.of(Instant.parse("2020-01-01T00:00:00.5Z")), ref),
				new Order(UUID.randomUUID(), List.of(), Map.of(), Optional.empty(), null), new Left(3),
				new Right("x"))) {
			Encoded encoded = format.encode("family", each);
			assertThat(encoded.type()).doesNotContain(".").startsWith("WireFormatTests$");
			assertThat(format.decode("family", encoded)).isEqualTo(each);
		}
	}

	@Test
	void repliesComeAsTheyWere() {
		WireFormat format = format(Shop.class, new Shop());
		Request<?, ?> order = new Order(UUID.randomUUID(), List.of(), Map.of(), Optional.empty(), null);
		List<Payment> reply = List.of(new Cash(BigDecimal.TEN), new Card("2", "x"));
		assertThat(format.decodeReply("family", order, format.encodeReply("family", order, reply))).isEqualTo(reply);
		assertThat(format.decodeReply("family", order, format.encodeReply("family", order, null))).isNull();
	}

	@Test
	void fieldsThatAreNotKnownAreIgnoredAndThoseThatLackAreNothing() {
		WireFormat format = format(Shop.class, new Shop());
		byte[] newer = new CBORMapper().writeValueAsBytes(Map.of("number", 7, "added", List.of(1, 2)));
		assertThat(format.decode("family", new Encoded("WireFormatTests$Left", newer))).isEqualTo(new Left(7));
		byte[] older = new CBORMapper().writeValueAsBytes(Map.of());
		assertThat(format.decode("family", new Encoded("WireFormatTests$Left", older))).isEqualTo(new Left(0));
	}

	@Test
	void whatIsNotInTheTableIsNeitherSentNorRead() {
		WireFormat format = format(Shop.class, new Shop());
		assertThatExceptionOfType(UnfitMessageException.class)
			.isThrownBy(() -> format.decode("family", new Encoded("java.lang.Object", new byte[0])))
			.withMessageContaining("knows no message java.lang.Object on this node");
		assertThatExceptionOfType(UnfitMessageException.class).isThrownBy(() -> format.encode("family", new Stranger()))
			.withMessageContaining("is none of the messages of 'family'");
		assertThatExceptionOfType(UnfitMessageException.class)
			.isThrownBy(() -> format.encode("alone", new Alone.Ping()))
			.withMessageContaining("no family 'alone' here");
	}

	@Test
	void sizeAndDepthAreBounded() {
		WireFormat format = format(Shop.class, new Shop());
		assertThatExceptionOfType(UnfitMessageException.class)
			.isThrownBy(() -> format.encode("family", new Right("x".repeat(20_000))))
			.withMessageContaining("at most 10000 may be sent");
		byte[] deep = new byte[5_000];
		java.util.Arrays.fill(deep, (byte) 0x81);
		assertThatExceptionOfType(UnfitMessageException.class)
			.isThrownBy(() -> format.decode("family", new Encoded("WireFormatTests$Order", deep)))
			.withMessageContaining("cannot be read");
		byte[] nested = new CBORMapper().writeValueAsBytes(Map.of("ignored", nest(200)));
		assertThatExceptionOfType(UnfitMessageException.class)
			.isThrownBy(() -> format.decode("family", new Encoded("WireFormatTests$Left", nested)))
			.withMessageContaining("nesting depth");
	}

	private static Object nest(int depth) {
		return (depth == 0) ? 1 : List.of(nest(depth - 1));
	}

	@Test
	void refsTravelOnlyIfTheirActorsAreSpreadOverTheNodes() {
		WireFormat format = format(Shop.class, new Shop());
		assertThatExceptionOfType(UnfitMessageException.class)
			.isThrownBy(
					() -> format.encode("family",
							new Order(UUID.randomUUID(), List.of(), Map.of(), Optional.empty(),
									this.system.actor(Alone.class))))
			.withMessageContaining("alone lives on this node only");
	}

	@Test
	void refsToActorsOfThisNodeOnlyAreNotRead() {
		WireFormat format = format(Shop.class, new Shop());
		byte[] bytes = new CBORMapper().writeValueAsBytes(
				Map.of("id", UUID.randomUUID(), "payments", List.of(), "times", Map.of(), "answerTo", "alone"));
		assertThatExceptionOfType(UnfitMessageException.class)
			.isThrownBy(() -> format.decode("family", new Encoded("WireFormatTests$Order", bytes)))
			.withStackTraceContaining("No actor that is spread over the nodes has the path alone");
	}

	@Test
	void typesOfWhichTheOtherSideWouldNameTheClassAreRefusedAtTheStart() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> format(Naming.class, new Naming()))
			.withMessageContaining("another node could choose a class");
	}

	static class Naming {

		@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
		interface Extra {

		}

		record Add(Extra extra) implements Message<Naming> {

		}

		@Receive
		void add(Add add) {
		}

	}

	@Test
	void failuresKeepTheirTypes() {
		WireFormat format = format(Shop.class, new Shop());
		Left request = new Left(1);
		MailboxFullException full = new MailboxFullException("p", "text", MailboxFullException.Reason.OVERLOAD,
				Duration.ofMillis(70));
		Throwable read = through(format, request, full);
		assertThat(read).isInstanceOf(MailboxFullException.class)
			.hasMessage("text")
			.hasFieldOrPropertyWithValue("path", "p")
			.hasFieldOrPropertyWithValue("reason", MailboxFullException.Reason.OVERLOAD)
			.hasFieldOrPropertyWithValue("queueTime", Duration.ofMillis(70));
		assertThat(through(format, request, new StateUnavailableException("p", "away", null)))
			.isInstanceOf(StateUnavailableException.class)
			.hasMessage("away");
		assertThat(through(format, request, new IOException("own"))).isExactlyInstanceOf(IOException.class)
			.hasMessage("own");
		assertThat(through(format, request, new FileNotFoundException("sub"))).as("as what is declared")
			.isExactlyInstanceOf(IOException.class)
			.hasMessage("sub");
		assertThat(through(format, request, new SecurityException("no"))).isInstanceOf(RemoteCauseException.class)
			.hasMessage("java.lang.SecurityException: no");
		assertThat(format.decodeFailure("family", "p", request,
				new Encoded("java.lang.Runtime", "{}".getBytes(StandardCharsets.UTF_8))))
			.isInstanceOf(RemoteCauseException.class)
			.hasMessageContaining("not known here: java.lang.Runtime");
	}

	private static Throwable through(WireFormat format, Message<?> request, Throwable failure) {
		return format.decodeFailure("family", "p", request, format.encodeFailure("family", request, failure));
	}

	@Test
	void typesThatCanNeverBeSentAreRefusedAtTheStart() {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> format(Any.class, new Any()))
			.withMessageContaining("The message WireFormatTests$Any$Thing of 'family', in its component 'thing',")
			.withMessageContaining("anything may be in its place");
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> format(Deep.class, new Deep()))
			.withMessageContaining("The reply to WireFormatTests$Deep$Get")
			.withMessageContaining("java.lang.Runnable");
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> format(Open.class, new Open()))
			.withMessageContaining("anything may be the message");
	}

	sealed interface Payment {

	}

	record Cash(BigDecimal amount) implements Payment {

	}

	record Card(String number, @Nullable String note) implements Payment {

	}

	record Order(UUID id, List<Payment> payments, Map<String, Duration> times, Optional<Instant> due,
			@Nullable ActorRef<?> answerTo) implements Request<Shop, List<Payment>> {

	}

	sealed interface Choice extends Request<Shop, String> {

	}

	record Left(int number) implements Choice {

	}

	record Right(String text) implements Choice {

	}

	record Stranger() implements Message<Shop> {

	}

	static class Shop {

		@Receive
		List<Payment> order(Order order) {
			return order.payments();
		}

		@Receive
		String choose(Choice choice) throws IOException {
			return choice.toString();
		}

	}

	static class Alone {

		record Ping() implements Message<Alone> {

		}

		@Receive
		void ping(Ping ping) {
		}

	}

	static class Any {

		record Thing(Object thing) implements Message<Any> {

		}

		@Receive
		void thing(Thing thing) {
		}

	}

	static class Deep {

		record Get() implements Request<Deep, List<Optional<Inner>>> {

		}

		record Inner(Map<String, Runnable> actions) {

		}

		@Receive
		List<Optional<Inner>> get(Get get) {
			return List.of();
		}

	}

	static class Open {

		interface Anything extends Message<Open> {

		}

		@Receive
		void anything(Anything anything) {
		}

	}

}
