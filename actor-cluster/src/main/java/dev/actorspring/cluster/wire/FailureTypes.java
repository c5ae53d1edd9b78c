package dev.actorspring.cluster.wire;

import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.CallCycleException;
import dev.actorspring.MailboxFullException;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.MessageTooLargeException;
import dev.actorspring.cluster.RemoteCauseException;
import dev.actorspring.cluster.wire.WireFormat.Encoded;
import dev.actorspring.durable.IdempotencyKeyReusedException;
import dev.actorspring.durable.KeyRefusedException;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateOutcomeUnknownException;
import dev.actorspring.durable.StateRefusedException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.codec.ExceptionType;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions with which a request can fail on another node, by name: those of the
 * engine and of the state, and those that its handler declares. An instance of a subclass
 * comes as the nearest class that is known, so that it is still caught as what is
 * declared. All others come as {@link RemoteCauseException}.
 */
final class FailureTypes {

	/** The crash of an actor, whose cause is a text. */
	private static final String CRASHED = "crashed";

	/** Whatever else: the names of its classes, and its text in the next line. */
	private static final String TEXT = "text";

	private static final Map<Class<?>, ExceptionType> OWN = new HashMap<>();

	static {
		for (Class<?> each : List.of(ActorInBackoffException.class, ActorTerminatedException.class,
				ActorUnreachableException.class, AskTimeoutException.class, CallCycleException.class,
				IdempotencyKeyReusedException.class, IllegalArgumentException.class, KeyRefusedException.class,
				MailboxFullException.class, MessageTooLargeException.class, StateConflictException.class,
				StateOutcomeUnknownException.class, StateRefusedException.class, StateUnavailableException.class,
				StateUnreadableException.class)) {
			OWN.put(each, ExceptionType.of(each));
		}
	}

	private final Map<Class<?>, ExceptionType> known = new HashMap<>(OWN);

	private final Map<String, ExceptionType> named = new HashMap<>();

	private FailureTypes() {
	}

	/**
	 * Examines the exceptions of a handler. Those that no constructor can make again are
	 * known by their superclasses only.
	 * @param declared what it declares
	 */
	static FailureTypes of(List<Class<?>> declared) {
		FailureTypes types = new FailureTypes();
		declared.forEach(types::add);
		types.known.forEach((type, form) -> types.named.put(type.getName(), form));
		return types;
	}

	private void add(Class<?> declared) {
		if (!Modifier.isAbstract(declared.getModifiers()) && !this.known.containsKey(declared)) {
			ExceptionType form = form(declared);
			if (form != null) {
				this.known.put(declared, form);
			}
		}
		if (declared.isSealed()) {
			for (Class<?> permitted : declared.getPermittedSubclasses()) {
				add(permitted);
			}
		}
	}

	private static @Nullable ExceptionType form(Class<?> declared) {
		try {
			ExceptionType form = ExceptionType.of(declared);
			return form.isConstructed() ? form : null;
		}
		catch (ActorConfigurationException ex) {
			return null;
		}
	}

	static Encoded text(String text) {
		return text(List.of(), text);
	}

	private static Encoded text(List<String> types, String text) {
		return new Encoded(TEXT, (String.join(",", types) + "\n" + text).getBytes(StandardCharsets.UTF_8));
	}

	Encoded encode(Throwable failure) {
		if (failure instanceof ActorCrashedException) {
			return new Encoded(CRASHED,
					(failure.getMessage() + "\n" + describe(failure.getCause())).getBytes(StandardCharsets.UTF_8));
		}
		for (Class<?> type = failure.getClass(); type != Object.class; type = type.getSuperclass()) {
			ExceptionType form = this.known.get(type);
			if (form != null) {
				try {
					return new Encoded(type.getName(), form.encode(failure).getBytes(StandardCharsets.UTF_8));
				}
				catch (IllegalArgumentException ex) {
					break;
				}
			}
		}
		return text(types(failure), describe(failure));
	}

	private static List<String> types(Throwable failure) {
		if (failure instanceof RemoteCauseException remote) {
			return remote.getTypes();
		}
		return Stream.<Class<?>>iterate(failure.getClass(), (type) -> type != Throwable.class, Class::getSuperclass)
			.map(Class::getName)
			.toList();
	}

	private static String describe(@Nullable Throwable failure) {
		return (failure instanceof RemoteCauseException) ? String.valueOf(failure.getMessage())
				: String.valueOf(failure);
	}

	Throwable decode(String path, Encoded encoded) {
		String content = new String(encoded.bytes(), StandardCharsets.UTF_8);
		if (encoded.type().equals(CRASHED)) {
			int end = content.indexOf('\n');
			return new ActorCrashedException(path, content.substring(0, Math.max(end, 0)),
					new RemoteCauseException(content.substring(end + 1)));
		}
		ExceptionType form = this.named.get(encoded.type());
		if (form != null) {
			try {
				return form.decode(content);
			}
			catch (IllegalArgumentException ex) {
				return new RemoteCauseException(encoded.type() + ", which cannot be made again: " + ex.getMessage());
			}
		}
		if (!encoded.type().equals(TEXT)) {
			return new RemoteCauseException("An exception that is not known here: " + encoded.type());
		}
		int end = Math.max(content.indexOf('\n'), 0);
		String types = content.substring(0, end);
		return new RemoteCauseException(content.substring(Math.min(end + 1, content.length())),
				types.isEmpty() ? List.of() : List.of(types.split(",")));
	}

}
