package dev.actorspring.cluster.wire;

import java.lang.reflect.Type;
import java.util.List;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Message;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.StreamAdapter;
import dev.actorspring.protocol.StreamReply;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * A message, its reply and its failures, as they are on the wire. Thread-safe.
 */
final class MessageType {

	private static final byte[] NOTHING = {};

	private final String name;

	private final Class<?> type;

	private final ObjectWriter writer;

	private final ObjectReader reader;

	private final @Nullable ObjectWriter replyWriter;

	private final @Nullable ObjectReader replyReader;

	private final @Nullable StreamAdapter stream;

	private final FailureTypes failures;

	private MessageType(String name, Class<?> type, @Nullable Type reply, @Nullable StreamAdapter stream,
			FailureTypes failures, WireMapper mapper) {
		this.name = name;
		this.type = type;
		this.writer = mapper.writer(type);
		this.reader = mapper.reader(type);
		this.replyWriter = (reply != null) ? mapper.writer(reply) : null;
		this.replyReader = (reply != null) ? mapper.reader(reply) : null;
		this.stream = stream;
		this.failures = failures;
	}

	static MessageType of(String family, Class<?> type, Handler handler, WireMapper mapper) {
		String of = " of '" + family + "'";
		mapper.check("The message " + name(type) + of, type);
		StreamReply streamed = handler.stream();
		Type reply = (streamed != null) ? itemType(family, type, handler) : handler.replyType();
		String what = (streamed != null) ? "An item of the reply to " : "The reply to ";
		return new MessageType(name(type), type, checked(reply, what + name(type) + of, mapper),
				(streamed != null) ? streamed.replied() : null, FailureTypes.of(handler.declared()), mapper);
	}

	/**
	 * A type that belongs to no family: its name is that of the class.
	 * @param handlers all that are known
	 */
	static MessageType open(Class<?> type, List<Handler> handlers, WireMapper mapper) {
		mapper.check(type.getName(), type);
		Handler streaming = handlers.stream().filter((handler) -> handler.stream() != null).findFirst().orElse(null);
		StreamReply streamed = (streaming != null) ? streaming.stream() : null;
		Type reply = (streaming != null) ? streaming.itemType() : ActorProtocol.replyType(type);
		List<Class<?>> declared = handlers.stream().flatMap((handler) -> handler.declared().stream()).toList();
		return new MessageType(type.getName(), type, checked(reply, "The reply to " + type.getName(), mapper),
				(streamed != null) ? streamed.replied() : null, FailureTypes.of(declared), mapper);
	}

	private static @Nullable Type checked(@Nullable Type reply, String what, WireMapper mapper) {
		if (reply == null || reply == Void.class || reply == void.class) {
			return null;
		}
		mapper.check(what, reply);
		return reply;
	}

	private static Type itemType(String family, Class<?> type, Handler handler) {
		Type item = handler.itemType();
		if (item == null) {
			throw new ActorConfigurationException(
					"The reply to " + name(type) + " of '" + family + "' is a stream that does not say of what",
					"Give the stream a type argument, as the family is spread over the nodes.");
		}
		return item;
	}

	/**
	 * The name without the package, as in {@code Stock$Take}.
	 */
	private static String name(Class<?> type) {
		return type.getName().substring(type.getPackageName().length() + 1);
	}

	String name() {
		return this.name;
	}

	Class<?> type() {
		return this.type;
	}

	/**
	 * How streams are replied with.
	 * @return {@code null} if the reply is none
	 */
	@Nullable StreamAdapter stream() {
		return this.stream;
	}

	FailureTypes failures() {
		return this.failures;
	}

	byte[] encode(Message<?> message) {
		return write(this.writer, message, "The message " + this.name);
	}

	Message<?> decode(byte[] bytes) {
		Object message = read(this.reader, bytes, "The message " + this.name);
		if (message == null) {
			throw new UnfitMessageException("The message " + this.name + " is null", null);
		}
		return (Message<?>) message;
	}

	byte[] encodeReply(@Nullable Object reply) {
		return (reply != null && this.replyWriter != null) ? write(this.replyWriter, reply, "The reply to " + this.name)
				: NOTHING;
	}

	@Nullable Object decodeReply(byte[] bytes) {
		return (bytes.length > 0 && this.replyReader != null)
				? read(this.replyReader, bytes, "The reply to " + this.name) : null;
	}

	private static byte[] write(ObjectWriter writer, Object value, String what) {
		try {
			return writer.writeValueAsBytes(value);
		}
		catch (JacksonException | ClassCastException ex) {
			throw new UnfitMessageException(what + " cannot be written: " + ex.getMessage(), ex);
		}
	}

	private static @Nullable Object read(ObjectReader reader, byte[] bytes, String what) {
		try {
			return reader.readValue(bytes);
		}
		catch (JacksonException | ClassCastException | IllegalArgumentException ex) {
			throw new UnfitMessageException(what + " cannot be read: " + ex.getMessage(), ex);
		}
	}

}
