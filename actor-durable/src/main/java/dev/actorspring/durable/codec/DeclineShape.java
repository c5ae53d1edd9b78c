package dev.actorspring.durable.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.actorspring.ActorConfigurationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The form of an exception: an object with what the parameters of its constructor were.
 * Those are known if they are called like fields, in which it keeps them.
 */
final class DeclineShape implements DeclineForm {

	private static final String MESSAGE = "message";

	private final Constructor<?> constructor;

	private final List<Source> sources;

	private DeclineShape(Constructor<?> constructor, List<Source> sources) {
		this.constructor = constructor;
		this.sources = sources;
	}

	/**
	 * Finds the form of an exception.
	 * @return {@code null} if none of its constructors can be called again
	 */
	static @Nullable DeclineShape of(Class<?> type) {
		Constructor<?>[] constructors = type.getDeclaredConstructors();
		Arrays.sort(constructors, Comparator.comparing(Constructor::getParameterCount, Comparator.reverseOrder()));
		DeclineShape best = null;
		for (Constructor<?> constructor : constructors) {
			List<Source> sources = sources(type, constructor);
			if (sources != null && (best == null || known(sources) > known(best.sources))) {
				best = new DeclineShape(constructor, sources);
			}
		}
		return (best != null && best.constructor.trySetAccessible()) ? best : null;
	}

	private static long known(List<Source> sources) {
		return sources.stream().filter((source) -> source.shape() != null).count();
	}

	private static @Nullable List<Source> sources(Class<?> type, Constructor<?> constructor) {
		List<Source> sources = new ArrayList<>();
		Parameter[] parameters = constructor.getParameters();
		Type[] types = constructor.getGenericParameterTypes();
		if (types.length != parameters.length) {
			return null;
		}
		long texts = Arrays.stream(parameters).filter((each) -> each.getType() == String.class).count();
		for (int i = 0; i < parameters.length; i++) {
			Source source = source(type, parameters[i], types[i], texts == 1);
			if (source == null) {
				return null;
			}
			sources.add(source);
		}
		return sources;
	}

	private static @Nullable Source source(Class<?> type, Parameter parameter, Type generic, boolean onlyText) {
		String name = parameter.getName();
		if (Throwable.class.isAssignableFrom(parameter.getType())) {
			return new Source(name, null, null);
		}
		try {
			TypeRef ref = TypeRef.of(generic, Map.of());
			Field field = parameter.isNamePresent() ? field(type, name, generic) : null;
			if (field != null) {
				return new Source(name, Shapes.ofValue(ref), field);
			}
			boolean message = parameter.isNamePresent() ? name.equals(MESSAGE) : onlyText;
			return (message && ref.raw() == String.class) ? new Source(MESSAGE, Shapes.ofValue(ref), null) : null;
		}
		catch (UnfitTypeException | ActorConfigurationException ex) {
			return null;
		}
	}

	private static @Nullable Field field(Class<?> type, String name, Type generic) {
		for (Class<?> each = type; each != null && !isOfTheJdk(each); each = each.getSuperclass()) {
			for (Field field : each.getDeclaredFields()) {
				if (field.getName().equals(name) && field.getGenericType().equals(generic)
						&& !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
					return field;
				}
			}
		}
		return null;
	}

	private static boolean isOfTheJdk(Class<?> type) {
		return type.getClassLoader() == null;
	}

	@Override
	public void write(Output output, Throwable exception) {
		output.startObject();
		for (Source source : this.sources) {
			Shape shape = source.shape();
			if (shape == null) {
				continue;
			}
			output.json().writeName(source.name());
			Object value = source.get(exception);
			if (value != null) {
				try {
					shape.write(output, value);
				}
				catch (MisfitException ex) {
					throw ex.in(source.name());
				}
			}
			else {
				output.json().writeNull();
			}
		}
		output.json().writeEndObject();
	}

	@Override
	public Throwable read(JsonNode json) {
		if (!json.isObject()) {
			throw Shape.expected("an object", json);
		}
		@Nullable Object[] values = new @Nullable Object[this.sources.size()];
		for (int i = 0; i < values.length; i++) {
			Source source = this.sources.get(i);
			JsonNode value = json.get(source.name());
			if (source.shape() != null && value != null && !value.isNull()) {
				values[i] = source.shape().read(value);
			}
		}
		try {
			Throwable exception = (Throwable) this.constructor.newInstance(values);
			// It would tell where it was read.
			exception.setStackTrace(new StackTraceElement[0]);
			return exception;
		}
		catch (InvocationTargetException ex) {
			throw new MisfitException("is refused by its constructor", RecordShape.unwrap(ex));
		}
		catch (IllegalArgumentException ex) {
			throw new MisfitException("lacks what its constructor needs", ex);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Cannot be called: " + this.constructor, ex);
		}
	}

	/**
	 * What a parameter was.
	 *
	 * @param name of the parameter
	 * @param shape of its values; {@code null} for a cause, which is not kept
	 * @param field that keeps it; {@code null} if it is the message
	 */
	private record Source(String name, @Nullable Shape shape, @Nullable Field field) {

		@Nullable Object get(Throwable exception) {
			try {
				return (this.field != null) ? this.field.get(exception) : exception.getMessage();
			}
			catch (IllegalAccessException ex) {
				throw new IllegalStateException("No longer accessible: " + this.field, ex);
			}
		}

	}

}
