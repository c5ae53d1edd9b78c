package dev.actorspring.durable.codec;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.durable.StateUnreadableException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request can come to, as it is stored: a reply, or an exception that its handler
 * declares. Thread-safe.
 * <p>
 * An exception is stored under the name of its class, as nobody can know all of those
 * that extend a declared one. It is made again by a constructor whose parameters are
 * called like the fields that keep them, or {@code message}; if there is none, it is
 * serialized. Its cause and its stack trace are not kept.
 */
public final class OutcomeType {

	private static final String REPLY = "reply";

	private static final String DECLINED = "declined";

	private static final String WITH = "with";

	private final String request;

	private final @Nullable Shape reply;

	private final boolean optional;

	private final List<Class<?>> declared;

	private final ConcurrentMap<Class<?>, DeclineForm> declines = new ConcurrentHashMap<>();

	private OutcomeType(String request, @Nullable Shape reply, boolean optional, List<Class<?>> declared) {
		this.request = request;
		this.reply = reply;
		this.optional = optional;
		this.declared = declared;
	}

	/**
	 * Examines what a request can come to.
	 * @param request the name of the request
	 * @param reply the type of the reply, or {@code null} if there is none
	 * @param declared the exceptions that the handler declares
	 * @return how it is stored
	 * @throws ActorConfigurationException if it cannot be
	 */
	public static OutcomeType of(String request, @Nullable Type reply, List<Class<?>> declared) {
		Shape shape = null;
		boolean optional = false;
		if (reply != null && reply != Void.class && reply != void.class) {
			try {
				TypeRef ref = TypeRef.of(reply, Map.of());
				optional = ref.raw() == Optional.class;
				shape = Shapes.ofValue(optional ? ref.arguments().getFirst() : ref);
			}
			catch (UnfitTypeException ex) {
				throw unfit("The reply to " + request + ", of type " + reply.getTypeName(), ex);
			}
		}
		OutcomeType type = new OutcomeType(request, shape, optional, List.copyOf(declared));
		for (Class<?> exception : declared) {
			if (!Modifier.isAbstract(exception.getModifiers())) {
				try {
					type.declines.put(exception, DeclineForm.of(exception));
				}
				catch (UnfitTypeException ex) {
					throw unfit(exception.getName() + ", with which " + request + " can be declined,", ex);
				}
			}
		}
		return type;
	}

	private static ActorConfigurationException unfit(String what, UnfitTypeException ex) {
		return new ActorConfigurationException(
				what + " cannot be stored for repetitions with the same idempotency key: " + ex.problem(), ex.action());
	}

	/**
	 * Writes a reply.
	 * @param value the reply, or {@code null}
	 * @return JSON
	 * @throws IllegalArgumentException if it holds what cannot be read again; the message
	 * says where
	 */
	public String encodeReply(@Nullable Object value) {
		Object present = (this.optional && value instanceof Optional<?> some) ? some.orElse(null) : value;
		return encode("The reply to " + this.request, (output) -> {
			output.json().writeName(REPLY);
			if (present == null || this.reply == null) {
				output.json().writeNull();
			}
			else {
				this.reply.write(output, present);
			}
		});
	}

	/**
	 * Writes an exception.
	 * @param answer what the handler declares
	 * @return JSON
	 * @throws IllegalArgumentException if it could not be made again; the message says
	 * what to change
	 */
	public String encodeDecline(Throwable answer) {
		String what = answer.getClass().getName() + ", with which " + this.request + " was declined,";
		DeclineForm shape;
		try {
			shape = this.declines.computeIfAbsent(answer.getClass(), DeclineForm::of);
		}
		catch (UnfitTypeException ex) {
			throw new IllegalArgumentException(what + " cannot be stored: " + ex.problem() + ". " + ex.action(), ex);
		}
		return encode(what, (output) -> {
			output.json().writeStringProperty(DECLINED, answer.getClass().getName());
			output.json().writeName(WITH);
			shape.write(output, answer);
		});
	}

	private static String encode(String what, Consumer<Output> content) {
		try {
			return StateJson.escapeHalves(Output.of((output) -> {
				output.startObject();
				content.accept(output);
				output.json().writeEndObject();
			}));
		}
		catch (MisfitException ex) {
			throw new IllegalArgumentException(what + " cannot be stored: " + ex.describe(), ex);
		}
		catch (JacksonException | ClassCastException ex) {
			throw new IllegalArgumentException(what + " cannot be stored: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Reads an outcome.
	 * @param path who was asked
	 * @param json as stored
	 * @return the outcome
	 * @throws StateUnreadableException if that is not possible
	 */
	public Stored decode(String path, String json) {
		try {
			ObjectNode outcome = StateJson.read(json);
			JsonNode exception = outcome.get(DECLINED);
			if (exception != null) {
				return new Stored.Declined(decline(exception.stringValue(), outcome.path(WITH)));
			}
			JsonNode value = outcome.get(REPLY);
			Object present = (value == null || value.isNull() || this.reply == null) ? null : this.reply.read(value);
			return new Stored.Replied(this.optional ? Optional.ofNullable(present) : present);
		}
		catch (MisfitException ex) {
			throw unreadable(path, ex.describe(), ex);
		}
		catch (JacksonException | ArithmeticException | LinkageError ex) {
			throw unreadable(path, "a value is not what it should be", ex);
		}
	}

	private Throwable decline(String name, JsonNode with) {
		for (Class<?> known : this.declared) {
			Class<?> type;
			try {
				type = Class.forName(name, false, known.getClassLoader());
			}
			catch (ClassNotFoundException ex) {
				continue;
			}
			if (known.isAssignableFrom(type)) {
				try {
					return this.declines.computeIfAbsent(type, DeclineForm::of).read(with);
				}
				catch (UnfitTypeException ex) {
					throw new MisfitException(type.getName() + ": " + ex.problem(), ex);
				}
			}
		}
		throw new MisfitException(name + " is no exception that the handler declares any more");
	}

	private StateUnreadableException unreadable(String path, String problem, Throwable cause) {
		return new StateUnreadableException(path,
				"What an earlier " + this.request + " to " + path + " came to cannot be read: " + problem, cause);
	}

	/**
	 * What a request has come to.
	 */
	public sealed interface Stored {

		/**
		 * It was answered.
		 *
		 * @param reply the reply, or {@code null}
		 */
		record Replied(@Nullable Object reply) implements Stored {

		}

		/**
		 * It was declined.
		 *
		 * @param answer what the handler has declared
		 */
		record Declined(Throwable answer) implements Stored {

		}

	}

}
