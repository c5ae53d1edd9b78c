package dev.actorspring.durable.codec;

import java.util.regex.Pattern;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.durable.StateUnreadableException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type of states, under a logical name and with a version: the name and the version are
 * in the store, that of the class never. Thread-safe.
 * <p>
 * A state is a record, or a sealed interface whose permitted types are records. It holds
 * primitives and their boxes, {@code String}, enums, {@code BigDecimal},
 * {@code BigInteger}, {@code UUID}, types of {@code java.time}, such records and sealed
 * interfaces, and {@code List}, {@code Set}, {@code SequencedSet}, {@code Map} and
 * {@code SequencedMap} of them, as well as {@code Optional} of them as a component.
 * Components are not {@code null} unless they are annotated with {@code @Nullable}.
 * <p>
 * Equal states have equal JSON: properties come in the order of the components, plain
 * sets and maps are sorted. What is read has collections that cannot be changed. Those of
 * a state that a handler has made are as the handler made them: the record should copy
 * them in its constructor with {@code List.copyOf} and the like, as a change in place
 * would not be noticed.
 * <p>
 * Annotations of Jackson are not looked at: a state may be a reply over HTTP as well,
 * whose form changes for other reasons.
 * <p>
 * In a sealed set, a record is told by its simple name, in {@code "@type"}: who renames
 * it replaces that by an {@link dev.actorspring.durable.Upcast @Upcast}.
 *
 * @param <T> of the states
 */
public final class StateType<T> {

	private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,100}");

	private final Class<T> type;

	private final String name;

	private final int version;

	private final Shape shape;

	private final Upcasters upcasters;

	private StateType(Class<T> type, String name, int version, Shape shape, Upcasters upcasters) {
		this.type = type;
		this.name = name;
		this.version = version;
		this.shape = shape;
		this.upcasters = upcasters;
	}

	/**
	 * Examines a type.
	 * @param <T> of the states
	 * @param type a record or a sealed interface
	 * @param name the logical name, of at most 100 small letters, digits, dots and dashes
	 * @param version of the type, from 1
	 * @return the type of states
	 * @throws ActorConfigurationException if it cannot be stored, or an upcast cannot be
	 * applied
	 */
	public static <T> StateType<T> of(Class<T> type, String name, int version) {
		if (!NAME.matcher(name).matches()) {
			throw new ActorConfigurationException(
					"The state " + type.getName() + " has the name '" + name + "', which cannot be stored",
					"Use 1 to 100 small letters, digits, dots and dashes, such as 'stock-level'.");
		}
		if (version < 1) {
			throw new ActorConfigurationException("The state " + type.getName() + " has version " + version,
					"Use 1 for the first version, and raise it by 1 for each change.");
		}
		Shapes shapes = new Shapes();
		Shape shape = shapes.ofState(type);
		Upcasters upcasters = new Upcasters(type, version);
		upcasters.refuseIn(shapes.records());
		return new StateType<>(type, name, version, shape, upcasters);
	}

	/**
	 * The class of the states.
	 * @return a record or a sealed interface
	 */
	public Class<T> type() {
		return this.type;
	}

	/**
	 * The logical name.
	 * @return as it is in the store
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The version of the code.
	 * @return from 1
	 */
	public int version() {
		return this.version;
	}

	/**
	 * Writes a state.
	 * @param state the state
	 * @return JSON
	 * @throws IllegalArgumentException if it holds what cannot be read again, such as
	 * {@code null} in a list or a number that is none; the message says where
	 */
	public String encode(T state) {
		try {
			return StateJson.escapeHalves(Output.of((output) -> this.shape.write(output, state)));
		}
		catch (MisfitException ex) {
			throw new IllegalArgumentException("The state '" + this.name + "' cannot be stored: " + ex.describe(), ex);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The state '" + this.name + "' cannot be stored", ex);
		}
	}

	/**
	 * Reads a state, of nobody in particular.
	 * @param json as stored
	 * @param storedType the logical name that is stored with it
	 * @param storedVersion the version that is stored with it
	 * @return the state
	 * @throws StateUnreadableException if that is not possible, with this name as path
	 */
	public T decode(String json, String storedType, int storedVersion) {
		return decode(this.name, json, storedType, storedVersion);
	}

	/**
	 * Reads a state.
	 * @param path whose state it is
	 * @param json as stored
	 * @param storedType the logical name that is stored with it
	 * @param storedVersion the version that is stored with it
	 * @return the state
	 * @throws StateUnreadableException if that is not possible
	 */
	public T decode(String path, String json, String storedType, int storedVersion) {
		if (!storedType.equals(this.name)) {
			throw new StateUnreadableException(path,
					"The stored state of '%s' is a '%s', but the code reads a '%s': give the state its old name, or convert the rows"
						.formatted(path, storedType, this.name),
					null);
		}
		if (storedVersion > this.version) {
			throw new StateUnreadableException(path,
					"The stored state '%s' of '%s' has version %d, but the code has version %d and cannot know it: run code that has version %3$d or later; this was probably rolled back, or another instance runs newer code"
						.formatted(this.name, path, storedVersion, this.version),
					null);
		}
		try {
			if (storedVersion < 1) {
				throw new MisfitException("Versions start from 1");
			}
			ObjectNode current = this.upcasters.apply(StateJson.read(json), storedVersion, this.version);
			return this.type.cast(this.shape.read(current));
		}
		catch (MisfitException ex) {
			throw unreadable(path, storedVersion, ex.describe(), (ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (JacksonException | ArithmeticException ex) {
			throw unreadable(path, storedVersion, "A value is not what it should be", ex);
		}
	}

	private StateUnreadableException unreadable(String path, int storedVersion, String problem,
			@Nullable Throwable cause) {
		return new StateUnreadableException(path,
				"The stored state '%s' of '%s', of version %d where the code has version %d, cannot be read: %s"
					.formatted(this.name, path, storedVersion, this.version, problem),
				cause);
	}

	@Override
	public String toString() {
		return this.name + " version " + this.version + " (" + this.type.getName() + ")";
	}

}
