package dev.actorspring.cluster.wire;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;

/**
 * Finds out, before anything is sent, that a type can be written and read again, with all
 * that it has in it.
 */
final class TypeCheck {

	private final ObjectMapper mapper;

	TypeCheck(ObjectMapper mapper) {
		this.mapper = mapper;
	}

	void check(String what, Type type) {
		check(what, this.mapper.constructType(type), new HashSet<>());
	}

	private void check(String what, JavaType type, Set<JavaType> seen) {
		if (!seen.add(type) || type.isPrimitive() || type.isEnumType() || type.getRawClass() == ActorRef.class) {
			return;
		}
		if (type.isContainerType() || type.isReferenceType()) {
			if (type.getKeyType() != null) {
				check("A key in " + what, type.getKeyType(), seen);
			}
			check(type.isReferenceType() ? what : "An element of " + what, type.getContentType(), seen);
			return;
		}
		Class<?> raw = type.getRawClass();
		if (raw.isSealed() && (raw.isInterface() || Modifier.isAbstract(raw.getModifiers()))) {
			for (Class<?> permitted : raw.getPermittedSubclasses()) {
				check(what, this.mapper.getTypeFactory().constructSpecializedType(type, permitted), seen);
			}
			checkJackson(what, type);
		}
		else if (raw.isRecord()) {
			checkJackson(what, type);
			for (RecordComponent component : raw.getRecordComponents()) {
				check(what + ", in its component '" + component.getName() + "',",
						this.mapper.getTypeFactory().resolveMemberType(component.getGenericType(), type.getBindings()),
						seen);
			}
		}
		else {
			checkBean(what, type, seen);
		}
	}

	private void checkBean(String what, JavaType type, Set<JavaType> seen) {
		Class<?> raw = type.getRawClass();
		ValueDeserializer<?> reader = checkJackson(what, type);
		if (raw == Object.class || reader instanceof AbstractDeserializer) {
			throw unfit(what, type, "anything may be in its place", null);
		}
		if (reader instanceof BeanDeserializerBase bean) {
			if (!bean.getValueInstantiator().canInstantiate()) {
				throw unfit(what, type, "it has no constructor that Jackson can call", null);
			}
			bean.properties()
				.forEachRemaining((property) -> check(what + ", in its property '" + property.getName() + "',",
						property.getType(), seen));
		}
	}

	private ValueDeserializer<?> checkJackson(String what, JavaType type) {
		try {
			this.mapper._serializationContext().findValueSerializer(type);
			return this.mapper._deserializationContext().findRootValueDeserializer(type);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw unfit(what, type, String.valueOf(ex.getMessage()), ex);
		}
	}

	private static ActorConfigurationException unfit(String what, JavaType type, String why,
			@Nullable Throwable cause) {
		return new ActorConfigurationException(
				what + " is of the type " + type.toCanonical() + ", which cannot be sent to another node: " + why,
				"Use records of simple values, collections and further records, or sealed interfaces of them, "
						+ "or leave the family on one node.",
				cause);
	}

}
