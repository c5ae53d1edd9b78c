package dev.actorspring.durable.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The form of exceptions that cannot be made again by a constructor: as Java serializes
 * them, without their causes and stack traces. What is read is made of nothing but the
 * class of the exception, the types of its fields, and classes of {@code java.base}.
 */
final class SerializedDecline implements DeclineForm {

	private static final int MAX_DEPTH = 20;

	private static final int MAX_REFERENCES = 10_000;

	private final Class<?> type;

	private final Set<Class<?>> known = new HashSet<>();

	private SerializedDecline(Class<?> type) {
		this.type = type;
	}

	static SerializedDecline of(Class<?> type) {
		SerializedDecline form = new SerializedDecline(type);
		for (Class<?> each = type; each != null && !isOfJavaBase(each); each = each.getSuperclass()) {
			form.known.add(each);
			for (Field field : each.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
					form.add(field);
				}
			}
		}
		return form;
	}

	private void add(Field field) {
		Class<?> fieldType = field.getType();
		if (!fieldType.isPrimitive() && !fieldType.isInterface() && !Serializable.class.isAssignableFrom(fieldType)) {
			throw new UnfitTypeException(
					"its field '" + field.getName() + "' is of type " + fieldType.getName()
							+ ", which is not serializable",
					"Make " + fieldType.getSimpleName() + " serializable or the field transient, or have "
							+ this.type.getSimpleName()
							+ " keep what its constructor takes in fields of the same names.");
		}
		this.known.add(fieldType);
	}

	private static boolean isOfJavaBase(Class<?> type) {
		return type.getModule() == Object.class.getModule();
	}

	@Override
	public void write(Output output, Throwable exception) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream objects = new Bare(bytes, exception)) {
			objects.writeObject(exception);
		}
		catch (IOException | RuntimeException ex) {
			throw new MisfitException("cannot be serialized: " + ex, ex);
		}
		output.json().writeString(Base64.getEncoder().encodeToString(bytes.toByteArray()));
	}

	@Override
	public Throwable read(JsonNode json) {
		if (!json.isString()) {
			throw Shape.expected("a string", json);
		}
		try (ObjectInputStream objects = new Known(Base64.getDecoder().decode(json.stringValue()))) {
			return (Throwable) objects.readObject();
		}
		catch (IOException | ClassNotFoundException | RuntimeException ex) {
			throw new MisfitException("cannot be made again: " + ex, ex);
		}
	}

	private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info) {
		Class<?> found = info.serialClass();
		while (found != null && found.isArray()) {
			found = found.getComponentType();
		}
		boolean fits = info.depth() <= MAX_DEPTH && info.references() <= MAX_REFERENCES
				&& (found == null || isOfJavaBase(found) || this.known.contains(found));
		return fits ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
	}

	/**
	 * Leaves causes and stack traces out.
	 */
	private static final class Bare extends ObjectOutputStream {

		private final Throwable root;

		Bare(OutputStream target, Throwable root) throws IOException {
			super(target);
			this.root = root;
			enableReplaceObject(true);
		}

		@Override
		protected @Nullable Object replaceObject(@Nullable Object object) {
			if (object instanceof StackTraceElement[]) {
				return new StackTraceElement[0];
			}
			return (object instanceof Throwable && object != this.root) ? null : object;
		}

	}

	/**
	 * Reads what is known.
	 */
	private final class Known extends ObjectInputStream {

		Known(byte[] bytes) throws IOException {
			super(new ByteArrayInputStream(bytes));
			setObjectInputFilter(SerializedDecline.this::check);
		}

		@Override
		protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
			try {
				return Class.forName(description.getName(), false, SerializedDecline.this.type.getClassLoader());
			}
			catch (ClassNotFoundException ex) {
				return super.resolveClass(description);
			}
		}

	}

}
