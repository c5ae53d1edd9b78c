package dev.actorspring.durable.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.JsonNode;

/**
 * The form of a record: an object with a property for each component, in their order.
 */
final class RecordShape implements Shape {

	/**
	 * Says which record it is, where there are several. No component can be called so.
	 */
	static final String TAG = "@type";

	private final Class<?> type;

	private final Constructor<?> constructor;

	private List<Component> components = List.of();

	RecordShape(Class<?> type, Constructor<?> constructor) {
		this.type = type;
		this.constructor = constructor;
	}

	/**
	 * A component of a record.
	 *
	 * @param name of it
	 * @param label the name, ready to be written
	 * @param accessor of it
	 * @param shape of its value, or of what the optional holds
	 * @param absence whether there may be no value
	 */
	record Component(String name, SerializableString label, Method accessor, Shape shape, Absence absence) {

		Component(String name, Method accessor, Shape shape, Absence absence) {
			this(name, new SerializedString(name), accessor, shape, absence);
		}

	}

	/**
	 * How a record says that there is no value.
	 */
	enum Absence {

		REFUSED, NULL, OPTIONAL

	}

	/**
	 * Completes it: records may hold themselves.
	 */
	void components(List<Component> components) {
		this.components = components;
	}

	Class<?> type() {
		return this.type;
	}

	@Override
	public void write(Output output, Object value) {
		write(output, value, null);
	}

	void write(Output output, Object value, @Nullable String tag) {
		output.startObject();
		if (tag != null) {
			output.json().writeStringProperty(TAG, tag);
		}
		for (Component component : this.components) {
			output.json().writeName(component.label());
			try {
				write(output, component, get(component, value));
			}
			catch (MisfitException ex) {
				throw ex.in(component.name());
			}
		}
		output.json().writeEndObject();
	}

	/**
	 * Writes what there is, but for one component.
	 */
	void writePresent(Output output, Object value, String tag, String except) {
		output.startObject();
		output.json().writeStringProperty(TAG, tag);
		for (Component component : this.components) {
			Object present = component.name().equals(except) ? null : get(component, value);
			if (present == null || present instanceof Optional<?> some && some.isEmpty()) {
				continue;
			}
			output.json().writeName(component.label());
			try {
				write(output, component, present);
			}
			catch (MisfitException ex) {
				throw ex.in(component.name());
			}
		}
		output.json().writeEndObject();
	}

	private static void write(Output output, Component component, @Nullable Object value) {
		Object present = value;
		if (component.absence() == Absence.OPTIONAL && value instanceof Optional<?> optional) {
			if (optional.isEmpty()) {
				output.json().writeNull();
				return;
			}
			present = optional.get();
		}
		if (present != null) {
			component.shape().write(output, present);
		}
		else if (component.absence() == Absence.NULL) {
			output.json().writeNull();
		}
		else {
			throw new MisfitException("is null, but is not annotated with @Nullable");
		}
	}

	private @Nullable Object get(Component component, Object value) {
		try {
			return component.accessor().invoke(value);
		}
		catch (InvocationTargetException ex) {
			throw new MisfitException("has an accessor that fails", unwrap(ex));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("No longer accessible: " + component.accessor(), ex);
		}
	}

	@Override
	public Object read(JsonNode json) {
		return read(json, 0);
	}

	/**
	 * Reads an object whose tag was seen.
	 */
	Object readTagged(JsonNode json) {
		return read(json, 1);
	}

	private Object read(JsonNode json, int known) {
		if (!json.isObject()) {
			throw Shape.expected("an object", json);
		}
		@Nullable Object[] values = new @Nullable Object[this.components.size()];
		int found = known;
		for (int i = 0; i < values.length; i++) {
			Component component = this.components.get(i);
			JsonNode property = json.get(component.name());
			found += (property != null) ? 1 : 0;
			try {
				values[i] = read(component, property);
			}
			catch (MisfitException ex) {
				throw ex.in(component.name());
			}
		}
		if (found < json.size()) {
			throw unknown(json, known > 0);
		}
		return create(values);
	}

	private static @Nullable Object read(Component component, @Nullable JsonNode property) {
		if (property != null && !property.isNull()) {
			Object value = component.shape().read(property);
			return (component.absence() == Absence.OPTIONAL) ? Optional.of(value) : value;
		}
		return switch (component.absence()) {
			case NULL -> null;
			case OPTIONAL -> Optional.empty();
			case REFUSED -> throw new MisfitException((property != null)
					? "is null: make it @Nullable or Optional, or have an @Upcast method set a value"
					: "is missing: a new component needs a new version of the state and an @Upcast method that sets it, "
							+ "unless it is @Nullable or Optional");
		};
	}

	private MisfitException unknown(JsonNode json, boolean tagged) {
		for (String name : json.propertyNames()) {
			if (!(tagged && name.equals(TAG)) && this.components.stream().noneMatch((it) -> it.name().equals(name))) {
				return new MisfitException("is no component of " + this.type.getSimpleName()
						+ ": either newer code has written the row without raising the version of the state, or a "
						+ "component was removed or renamed without an @Upcast method that does the same")
					.in(name);
			}
		}
		throw new IllegalStateException("All properties are known");
	}

	private Object create(@Nullable Object[] values) {
		try {
			return this.constructor.newInstance(values);
		}
		catch (InvocationTargetException ex) {
			throw new MisfitException("is refused by the constructor of " + this.type.getSimpleName(), unwrap(ex));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Cannot be called: " + this.constructor, ex);
		}
	}

	/**
	 * Finds out what was thrown. Errors of the virtual machine are no misfit.
	 */
	static Throwable unwrap(InvocationTargetException ex) {
		Throwable cause = ex.getTargetException();
		if (cause instanceof VirtualMachineError error) {
			throw error;
		}
		return cause;
	}

}
