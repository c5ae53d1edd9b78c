package dev.actorspring.durable.codec;

import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;

/**
 * Finds the forms of types, and refuses what can be changed in place or is of no certain
 * type.
 */
final class Shapes {

	/**
	 * No type is that deep, unless it is generic and grows with each level.
	 */
	private static final int MAX_DEPTH = 100;

	private final Map<TypeRef, Shape> known = new HashMap<>();

	private final Set<Class<?>> records = new LinkedHashSet<>();

	private int depth;

	/**
	 * Finds the form of a state.
	 */
	Shape ofState(Class<?> type) {
		try {
			TypeRef ref = TypeRef.of(type, Map.of());
			if (type.isRecord() || type.isSealed()) {
				return find(ref);
			}
			throw neitherRecordNorSealed(ref);
		}
		catch (UnfitTypeException ex) {
			throw new ActorConfigurationException(type.getName() + " cannot be the state of an actor: " + ex.problem(),
					ex.action());
		}
	}

	/**
	 * Finds the form of any value that can be stored.
	 * @throws UnfitTypeException if it cannot be
	 */
	static Shape ofValue(TypeRef ref) {
		return new Shapes().find(ref);
	}

	/**
	 * Finds the form of a request.
	 */
	RecordShape ofRequest(Class<?> type) {
		try {
			return recordShape(TypeRef.of(type, Map.of()));
		}
		catch (UnfitTypeException ex) {
			throw new ActorConfigurationException(type.getName() + " cannot have an idempotency key: " + ex.problem(),
					ex.action());
		}
	}

	/**
	 * All records that were come across.
	 */
	Set<Class<?>> records() {
		return this.records;
	}

	private Shape find(TypeRef ref) {
		Shape shape = this.known.get(ref);
		if (shape != null) {
			return shape;
		}
		shape = create(ref);
		this.known.putIfAbsent(ref, shape);
		return shape;
	}

	private Shape create(TypeRef ref) {
		Class<?> type = wrap(ref.raw());
		ScalarShape<?> scalar = Scalars.find(type);
		if (scalar != null) {
			return scalar;
		}
		if (type == List.class) {
			return new CollectionShape(find(ref.arguments().getFirst()), CollectionShape.Kind.LIST);
		}
		if (type == Set.class) {
			return new CollectionShape(find(ref.arguments().getFirst()), CollectionShape.Kind.SET);
		}
		if (type == SequencedSet.class) {
			return new CollectionShape(find(ref.arguments().getFirst()), CollectionShape.Kind.SEQUENCED_SET);
		}
		if (type == Map.class || type == SequencedMap.class) {
			return new MapShape(key(ref.arguments().getFirst()), find(ref.arguments().getLast()),
					type == SequencedMap.class);
		}
		if (type.isRecord()) {
			return recordShape(ref);
		}
		if (type.isSealed() && type.isInterface()) {
			return sealedShape(ref);
		}
		throw UnfitTypes.refuse(ref);
	}

	private static Class<?> wrap(Class<?> type) {
		return MethodType.methodType(type).wrap().returnType();
	}

	private static ScalarShape<?> key(TypeRef ref) {
		ScalarShape<?> scalar = Scalars.find(ref.raw());
		if (scalar == null || scalar.key() == null) {
			throw new UnfitTypeException(ref + " cannot be the key of a map",
					"Use String, an enum, UUID, a whole number, BigDecimal or a type of java.time as the key, "
							+ "or a List of records.");
		}
		return scalar;
	}

	private SealedShape sealedShape(TypeRef ref) {
		if (!ref.arguments().isEmpty()) {
			throw new UnfitTypeException(ref + " is a sealed interface with type parameters",
					"Remove the type parameters of " + ref.raw().getSimpleName() + ".");
		}
		SealedShape shape = new SealedShape();
		this.known.put(ref, shape);
		Map<String, RecordShape> records = new HashMap<>();
		Map<String, Class<?>> names = new HashMap<>();
		for (Class<?> leaf : leaves(ref.raw()).distinct().toList()) {
			if (!leaf.isRecord()) {
				throw new UnfitTypeException(ref + " permits " + leaf.getName() + ", which is not a record",
						"Make " + leaf.getSimpleName() + " a record.");
			}
			Class<?> other = names.put(leaf.getSimpleName(), leaf);
			if (other != null) {
				throw new UnfitTypeException(
						ref + " permits both " + other.getName() + " and " + leaf.getName()
								+ ", which are told apart by their simple names in the store",
						"Rename one of the records.");
			}
			records.put(leaf.getSimpleName(), (RecordShape) find(TypeRef.of(leaf, Map.of())));
		}
		shape.records(Map.copyOf(records));
		return shape;
	}

	private static Stream<Class<?>> leaves(Class<?> type) {
		return (type.isSealed() && type.isInterface())
				? Arrays.stream(type.getPermittedSubclasses()).flatMap(Shapes::leaves) : Stream.of(type);
	}

	private RecordShape recordShape(TypeRef ref) {
		if (++this.depth > MAX_DEPTH) {
			throw new UnfitTypeException(ref.raw().getName() + " is generic, and holds itself with other arguments",
					"Have it hold itself with the same arguments.");
		}
		Class<?> type = ref.raw();
		this.records.add(type);
		RecordComponent[] declared = type.getRecordComponents();
		RecordShape shape = new RecordShape(type, accessible(constructor(type, declared), type));
		this.known.put(ref, shape);
		Map<TypeVariable<?>, TypeRef> variables = new HashMap<>();
		for (int i = 0; i < ref.arguments().size(); i++) {
			variables.put(type.getTypeParameters()[i], ref.arguments().get(i));
		}
		List<RecordShape.Component> components = new ArrayList<>();
		for (RecordComponent component : declared) {
			components.add(component(component, variables));
		}
		shape.components(List.copyOf(components));
		this.depth--;
		return shape;
	}

	private RecordShape.Component component(RecordComponent component, Map<TypeVariable<?>, TypeRef> variables) {
		Type type = component.getGenericType();
		Class<?> owner = component.getDeclaringRecord();
		Method accessor = accessible(component.getAccessor(), owner);
		try {
			UnfitTypes.checkArguments(component.getAnnotatedType());
			TypeRef ref = TypeRef.of(type, variables);
			if (ref.raw() == Optional.class) {
				return new RecordShape.Component(component.getName(), accessor, find(ref.arguments().getFirst()),
						RecordShape.Absence.OPTIONAL);
			}
			return new RecordShape.Component(component.getName(), accessor, find(ref),
					isNullable(component) ? RecordShape.Absence.NULL : RecordShape.Absence.REFUSED);
		}
		catch (UnfitTypeException ex) {
			throw new ActorConfigurationException("Component '%s' of %s, of type %s, cannot be stored: %s"
				.formatted(component.getName(), owner.getName(), type.getTypeName(), ex.problem()), ex.action());
		}
	}

	private static boolean isNullable(RecordComponent component) {
		return !component.getType().isPrimitive()
				&& (UnfitTypes.isNullable(component.getAnnotatedType()) || UnfitTypes.isNullable(component));
	}

	private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
		try {
			return type.getDeclaredConstructor(
					Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException("Every record has it: " + type, ex);
		}
	}

	static <T extends AccessibleObject> T accessible(T member, Class<?> owner) {
		try {
			member.setAccessible(true);
			return member;
		}
		catch (InaccessibleObjectException ex) {
			throw new ActorConfigurationException(owner.getName() + " is not accessible",
					"If the application is a module, open the package " + owner.getPackageName()
							+ " to the module of actor-durable.",
					ex);
		}
	}

	private static UnfitTypeException neitherRecordNorSealed(TypeRef ref) {
		return new UnfitTypeException(ref + " is neither a record nor a sealed interface",
				"Make the state a record, or a sealed interface whose permitted types are records.");
	}

}
