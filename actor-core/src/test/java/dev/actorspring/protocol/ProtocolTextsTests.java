package dev.actorspring.protocol;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.Backlog;
import dev.actorspring.Event;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a developer reads who has made a mistake in an actor class.
 */
class ProtocolTextsTests {

	static Stream<Arguments> mistakes() {
		return Stream.of(
				Arguments.of(Primitive.class, "returns int, but MsgRet has no reply",
						"Return nothing, or let MsgRet implement Request<Primitive, Integer>."),
				Arguments.of(Promised.class, "returns CompletionStage<String>, but MsgRet has no reply",
						"Return nothing, or let MsgRet implement Request<Promised, String>."),
				Arguments.of(Static.class, "is static",
						"Make it an instance method, so that it runs on the actor's instance."),
				Arguments.of(Private.class, "is private",
						"Make it package-private, protected or public, so that it runs on the actor's (possibly proxied) "
								+ "instance."),
				Arguments.of(Nothing.class, "takes no message",
						"Let it take a record that implements Message<Nothing> or Request<Nothing, ...>."),
				Arguments.of(NoMessage.class, "takes String, which is no message",
						"Let it take a record that implements Message<NoMessage> or Request<NoMessage, ...>."),
				Arguments.of(PlainRecord.class, "takes Put, which is no message",
						"Let Put implement Message<PlainRecord> or Request<PlainRecord, ...>."),
				Arguments.of(ContextFirst.class, "does not take a message first",
						"Let it take the message first, and then the ActorContext."),
				Arguments.of(OtherContext.class,
						"takes the ActorContext of another actor class, " + Primitive.class.getName(),
						"Let it take an ActorContext<OtherContext>."),
				Arguments.of(Others.class,
						"handles MsgRet, which is for another actor class, " + Primitive.class.getName(),
						"Let MsgRet implement Message or Request for Others or one of its interfaces."),
				Arguments.of(SameName.class,
						"returns " + ProtocolTextsTests.class.getName() + "$Status, but the reply to Get is "
								+ SameName.class.getName() + "$Status",
						"Return " + SameName.class.getName() + "$Status or CompletionStage<" + SameName.class.getName()
								+ "$Status>, or change the reply type of Get."),
				Arguments.of(Unmarked.class, "Actor class " + Unmarked.class.getName() + " has no @Receive method",
						"Annotate the method Unmarked.on with @Receive."),
				Arguments.of(Replying.class, "returns int, but Happened is an event",
						"Return nothing: an event goes to many, and nobody waits for their replies."),
				Arguments.of(Asking.class, "handles Both, which is both an event and a request",
						"Let Both implement only one of them: an event goes to many, and nobody waits for their replies."),
				Arguments.of(NoEvent.class, "has a @Backlog, but Put is no event",
						"Take @Backlog off: how many messages may wait says the mailboxCapacity of the actor. "
								+ "Or let Put implement Event."),
				Arguments.of(NoRoom.class, "has a @Backlog of 0",
						"Let at least one event wait: @Backlog(1) keeps the latest."),
				Arguments.of(NegativeBatch.class, "has a batch of -1",
						"Let it take at least one message at a time, as in @Receive(batch = 100)."),
				Arguments.of(InterleavedBatch.class, "has a batch, and interleaves",
						"Take one of the two off: while the actor waits, messages are handled one by one."),
				Arguments.of(BatchOfOne.class, "has a batch, but takes Put, which is no List of messages",
						"Let it take a List<Put>, or take the batch off."),
				Arguments.of(BatchOfTexts.class, "has a batch, but takes List<String>, which is no List of messages",
						"Let it take a List of a record that implements Message or Request."),
				Arguments.of(BatchOfNothing.class, "has a batch, but takes no messages",
						"Let it take a List of a record that implements Message or Request."),
				Arguments.of(UnmarkedBatch.class, "takes a List, which is no message",
						"To take several messages at once say how many: @Receive(batch = 100)."),
				Arguments.of(BatchWithMore.class, "takes something besides the messages of a batch, String",
						"Let it take the messages and, if needed, the ActorContext: they are of many senders, "
								+ "so nothing else comes along with all of them. Put it into the message."),
				Arguments.of(BatchWithOneReply.class,
						"returns String, but a batch of Get has a reply for each, of type String",
						"Return List<String>, CompletionStage<List<String>> or List<CompletionStage<String>>."),
				Arguments.of(BatchWithOtherReplies.class,
						"returns List<Integer>, but a batch of Get has a reply for each, of type String",
						"Return List<String>, CompletionStage<List<String>> or List<CompletionStage<String>>."),
				Arguments.of(BatchWithReplies.class, "returns List<String>, but Put has no reply",
						"Return nothing, or let Put implement Request<BatchWithReplies, List<String>>."),
				Arguments.of(HalfMarked.class, "has no handler in " + HalfMarked.class.getName(),
						"Annotate the method HalfMarked.second with @Receive."));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void mistakeIsNamedWithTheFix(Class<?> actor, String description, String action) {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorProtocol.of(actor, List.of()))
			.withMessageContaining(description)
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo(action));
	}

	record Happened() implements Event {

	}

	static class Replying {

		@Receive
		int on(Happened event) {
			return 1;
		}

	}

	static class Asking {

		@Receive
		int on(Both event) {
			return 1;
		}

		record Both() implements Event, Request<Object, Integer> {

		}

	}

	static class NoEvent {

		@Receive
		@Backlog(1)
		void on(Put put) {
		}

		record Put() implements Message<NoEvent> {

		}

	}

	static class NoRoom {

		@Receive
		@Backlog(0)
		void on(Happened event) {
		}

	}

	record Status() {

	}

	static class Primitive {

		@Receive
		int on(MsgRet message) {
			return 1;
		}

		record MsgRet() implements Message<Primitive> {

		}

	}

	static class Promised {

		@Receive
		CompletionStage<String> on(MsgRet message) {
			throw new UnsupportedOperationException();
		}

		record MsgRet() implements Message<Promised> {

		}

	}

	static class Static {

		@Receive
		static void on(Put put) {
		}

		record Put() implements Message<Static> {

		}

	}

	static class Private {

		@Receive
		private void on(Put put) {
		}

		record Put() implements Message<Private> {

		}

	}

	static class Nothing {

		@Receive
		void on() {
		}

	}

	static class NoMessage {

		@Receive
		void on(String text) {
		}

	}

	static class PlainRecord {

		@Receive
		void on(Put put) {
		}

		record Put() {

		}

	}

	static class ContextFirst {

		@Receive
		void on(ActorContext<ContextFirst> context, Put put) {
		}

		record Put() implements Message<ContextFirst> {

		}

	}

	static class OtherContext {

		@Receive
		void on(Put put, ActorContext<Primitive> context) {
		}

		record Put() implements Message<OtherContext> {

		}

	}

	static class Others {

		@Receive
		void on(Primitive.MsgRet message) {
		}

	}

	static class SameName {

		@Receive
		ProtocolTextsTests.Status on(Get get) {
			return new ProtocolTextsTests.Status();
		}

		record Status() {

		}

		record Get() implements Request<SameName, Status> {

		}

	}

	static class Unmarked {

		void on(Put put) {
		}

		record Put() implements Message<Unmarked> {

		}

	}

	static class HalfMarked {

		@Receive
		void first(First first) {
		}

		void second(Second second) {
		}

		record First() implements Message<HalfMarked> {

		}

		record Second() implements Message<HalfMarked> {

		}

	}

	static class NegativeBatch {

		record Put() implements Message<NegativeBatch> {

		}

		@Receive(batch = -1)
		void on(List<Put> messages) {
		}

	}

	static class InterleavedBatch {

		record Put() implements Message<InterleavedBatch> {

		}

		@Receive(batch = 10, interleave = true)
		void on(List<Put> messages) {
		}

	}

	static class BatchOfOne {

		record Put() implements Message<BatchOfOne> {

		}

		@Receive(batch = 10)
		void on(Put message) {
		}

	}

	static class BatchOfTexts {

		@Receive(batch = 10)
		void on(List<String> messages) {
		}

	}

	static class BatchOfNothing {

		@Receive(batch = 10)
		void on() {
		}

	}

	static class UnmarkedBatch {

		record Put() implements Message<UnmarkedBatch> {

		}

		@Receive
		void on(List<Put> messages) {
		}

	}

	static class BatchWithMore {

		record Put() implements Message<BatchWithMore> {

		}

		@Receive(batch = 10)
		void on(List<Put> messages, String more) {
		}

	}

	static class BatchWithOneReply {

		record Get() implements Request<BatchWithOneReply, String> {

		}

		@Receive(batch = 10)
		String on(List<Get> messages) {
			return "";
		}

	}

	static class BatchWithOtherReplies {

		record Get() implements Request<BatchWithOtherReplies, String> {

		}

		@Receive(batch = 10)
		List<Integer> on(List<Get> messages) {
			return List.of();
		}

	}

	static class BatchWithReplies {

		record Put() implements Message<BatchWithReplies> {

		}

		@Receive(batch = 10)
		List<String> on(List<Put> messages) {
			return List.of();
		}

	}

}
