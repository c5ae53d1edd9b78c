package dev.actorspring.cluster.wire;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.protocol.StreamAdapter;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.NodeHosting;
import dev.actorspring.system.Registration;
import org.jspecify.annotations.Nullable;

/**
 * What can go over the wire: the messages of the families that are spread over the nodes,
 * their replies and failures, and nothing else. Names that come over the wire are looked
 * up here, and never loaded. Thread-safe.
 */
public final class WireFormat {

	private final Map<String, MessageTypes> families = new HashMap<>();

	private final @Nullable MessageTypes open;

	private final int maxSize;

	/**
	 * Examines the messages of all families.
	 * @param registrations what the system was built with
	 * @param clustered which families are spread over the nodes
	 * @param refs makes refs of the paths that messages have
	 * @param maxSize how many bytes a message or a reply may have
	 * @throws ActorConfigurationException if a message, a reply or a declared exception
	 * can never be sent
	 */
	public WireFormat(Collection<Registration> registrations, Predicate<String> clustered,
			Function<String, @Nullable ActorRef<?>> refs, int maxSize) {
		this(registrations, clustered, refs, maxSize, null);
	}

	/**
	 * Examines the messages of all families.
	 * @param registrations what the system was built with
	 * @param clustered which families are spread over the nodes
	 * @param refs makes refs of the paths that messages have
	 * @param maxSize how many bytes a message or a reply may have
	 * @param node knows what can be sent without a family, which is that of the name
	 * {@link Hosting#NODE}; {@code null} for nothing
	 * @throws ActorConfigurationException if a message, a reply or a declared exception
	 * can never be sent
	 */
	public WireFormat(Collection<Registration> registrations, Predicate<String> clustered,
			Function<String, @Nullable ActorRef<?>> refs, int maxSize, @Nullable NodeHosting node) {
		this.maxSize = maxSize;
		WireMapper mapper = new WireMapper(refs, (path) -> {
			int slash = path.indexOf('/');
			return slash > 0 && clustered.test(path.substring(0, slash));
		}, maxSize);
		this.open = (node != null) ? new OpenTypes(node, mapper) : null;
		for (Registration each : registrations) {
			if (clustered.test(each.spec().name())) {
				this.families.put(each.spec().name(), FamilyTypes.of(each.spec().name(), each.protocol(), mapper));
			}
		}
	}

	/**
	 * The families that are spread over the nodes.
	 * @return their names
	 */
	public Collection<String> families() {
		return this.families.keySet();
	}

	/**
	 * Writes a message.
	 * @param family of whom it is for
	 * @param message the message
	 * @return the name of its type, and its bytes
	 * @throws UnfitMessageException if it cannot be sent;
	 * {@link OversizeMessageException} if it is too large for that
	 */
	public Encoded encode(String family, Message<?> message) {
		MessageType type = types(family).of(message.getClass());
		byte[] bytes = type.encode(message);
		checkSize(bytes, "The message " + type.name());
		return new Encoded(type.name(), bytes);
	}

	private void checkSize(byte[] bytes, String what) {
		if (bytes.length > this.maxSize) {
			throw new OversizeMessageException(
					what + " has " + bytes.length + " bytes, but at most " + this.maxSize + " may be sent");
		}
	}

	/**
	 * Reads a message.
	 * @param family of whom it is for
	 * @param encoded as written
	 * @return the message
	 * @throws UnfitMessageException if there is no such message here, or it cannot be
	 * read
	 */
	public Message<?> decode(String family, Encoded encoded) {
		return types(family).named(encoded.type()).decode(encoded.bytes());
	}

	/**
	 * Writes a reply.
	 * @param family of who replies
	 * @param request what was asked
	 * @param reply the reply
	 * @return its bytes; none for {@code null}
	 * @throws UnfitMessageException if it cannot be sent
	 */
	public byte[] encodeReply(String family, Message<?> request, @Nullable Object reply) {
		MessageType type = types(family).of(request.getClass());
		byte[] bytes = type.encodeReply(reply);
		checkSize(bytes, "The reply to " + type.name());
		return bytes;
	}

	/**
	 * Reads a reply.
	 * @param family of who has replied
	 * @param request what was asked
	 * @param bytes as written
	 * @return the reply
	 * @throws UnfitMessageException if it cannot be read
	 */
	public @Nullable Object decodeReply(String family, Message<?> request, byte[] bytes) {
		return types(family).of(request.getClass()).decodeReply(bytes);
	}

	/**
	 * How a request is answered with a stream, whose items are written and read as
	 * replies are.
	 * @param family of who is asked
	 * @param request the request
	 * @return {@code null} if the reply is no stream
	 */
	public @Nullable StreamAdapter stream(String family, Message<?> request) {
		return types(family).of(request.getClass()).stream();
	}

	/**
	 * Writes what a request has failed with.
	 * @param family of who was asked
	 * @param request what was asked
	 * @param failure the failure
	 * @return always something, if only a text
	 */
	public Encoded encodeFailure(String family, Message<?> request, Throwable failure) {
		Encoded encoded = types(family).of(request.getClass()).failures().encode(failure);
		return (encoded.bytes().length <= this.maxSize) ? encoded
				: FailureTypes.text(failure.getClass().getName() + ", which is too large to be sent");
	}

	/**
	 * Makes a failure again.
	 * @param family of who was asked
	 * @param path of who was asked
	 * @param request what was asked
	 * @param encoded as written
	 * @return the failure; if its type is not known here, one with its text
	 */
	public Throwable decodeFailure(String family, String path, Message<?> request, Encoded encoded) {
		return types(family).of(request.getClass()).failures().decode(path, encoded);
	}

	private MessageTypes types(String family) {
		MessageTypes types = family.equals(Hosting.NODE) ? this.open : this.families.get(family);
		if (types == null) {
			throw new UnfitMessageException("There is no family '" + family + "' here that is spread over the nodes",
					null);
		}
		return types;
	}

	/**
	 * Something as bytes.
	 *
	 * @param type the name of its type in the table of its family; no class name
	 * @param bytes CBOR, or text
	 */
	@SuppressWarnings("ArrayRecordComponent")
	public record Encoded(String type, byte[] bytes) {

	}

}
