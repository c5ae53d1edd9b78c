package dev.actorspring.boot.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.actorspring.ActorConfigurationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedWithParams;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;

/**
 * Looks through all that a message may contain for types that a client would choose by
 * the name of a class. It asks Jackson rather than the annotations, so that mix-ins,
 * modules and default typing count.
 */
final class WireTypes {

	/**
	 * Of the 255 that there are, a method handle for a constructor needs two itself.
	 */
	private static final int MAX_ARGUMENTS = 253;

	private final DeserializationContext context;

	private final Class<?> message;

	private final Set<JavaType> seen = new HashSet<>();

	private WireTypes(DeserializationContext context, Class<?> message) {
		this.context = context;
		this.message = message;
	}

	/**
	 * Checks the record of a message.
	 * @throws ActorConfigurationException if a client could name a class, or if Jackson
	 * cannot read the record at all
	 */
	static void check(Class<?> message, JsonMapper mapper) {
		JavaType type = mapper.constructType(message);
		try {
			new WireTypes(mapper._deserializationContext(), message).walk(type, "");
		}
		catch (JacksonException ex) {
			throw new ActorConfigurationException(
					"The message " + message.getName() + " cannot be read from JSON: " + ex.getOriginalMessage(),
					"Change the record so that Jackson can read it, or do not map or expose its handler.", ex);
		}
	}

	private void walk(JavaType type, String path) {
		if (!this.seen.add(type)) {
			return;
		}
		if (type.hasRawClass(Class.class)) {
			throw refused(path, "is a class itself", "Use an enum, or a name that you look up.");
		}
		checkNames(this.context.findTypeDeserializer(type), path);
		if (type.getKeyType() != null) {
			walk(type.getKeyType(), path + "{key}");
		}
		if (type.getContentType() != null) {
			walk(type.getContentType(), type.isReferenceType() ? path : path + "[]");
			return;
		}
		for (JavaType subtype : subtypes(type)) {
			walk(subtype, path);
		}
		if (this.context.findNonContextualValueDeserializer(type) instanceof BeanDeserializerBase bean) {
			checkSize(bean.getValueInstantiator().getWithArgsCreator(), path);
			for (SettableBeanProperty property : properties(bean)) {
				walk(property, path.isEmpty() ? property.getName() : path + "." + property.getName());
			}
		}
	}

	private void walk(SettableBeanProperty property, String path) {
		JavaType type = property.getType();
		AnnotatedMember member = property.getMember();
		if (member != null) {
			checkNames(this.context.findPropertyTypeDeserializer(type, member), path);
			if (type.getContentType() != null) {
				checkNames(this.context.findPropertyContentTypeDeserializer(type, member), path);
			}
		}
		walk(type, path);
	}

	private Collection<JavaType> subtypes(JavaType type) {
		AnnotatedClass annotated = this.context.introspectBeanDescription(type).getClassInfo();
		List<JavaType> subtypes = new ArrayList<>();
		for (NamedType subtype : this.context.getConfig()
			.getSubtypeResolver()
			.collectAndResolveSubtypesByTypeId(this.context.getConfig(), annotated)) {
			if (subtype.getType() != null && type.isTypeOrSuperTypeOf(subtype.getType())) {
				subtypes.add(this.context.constructType(subtype.getType()));
			}
		}
		return subtypes;
	}

	private static List<SettableBeanProperty> properties(BeanDeserializerBase bean) {
		List<SettableBeanProperty> properties = new ArrayList<>();
		for (Iterator<SettableBeanProperty> each : List.of(bean.creatorProperties(), bean.properties())) {
			each.forEachRemaining(properties::add);
		}
		return properties;
	}

	/**
	 * Jackson calls a constructor by a method handle, which has fewer places for
	 * arguments than the constructor itself.
	 */
	private void checkSize(@Nullable AnnotatedWithParams creator, String path) {
		if (creator == null) {
			return;
		}
		int size = 0;
		for (int i = 0; i < creator.getParameterCount(); i++) {
			Class<?> type = creator.getRawParameterType(i);
			size += (type == long.class || type == double.class) ? 2 : 1;
		}
		if (size > MAX_ARGUMENTS) {
			throw new ActorConfigurationException(
					"%s %s cannot be made from an HTTP request: it has %d components%s".formatted(
							path.isEmpty() ? "The message" : "'" + path + "' of the message", this.message.getName(),
							creator.getParameterCount(),
							(size > creator.getParameterCount())
									? ", of which those of type long and double count twice" : ""),
					"Have at most " + MAX_ARGUMENTS + " components, and put those that belong together into records of "
							+ "their own.");
		}
	}

	private void checkNames(@Nullable TypeDeserializer typer, String path) {
		if (typer == null) {
			return;
		}
		JsonTypeInfo.Id id = typer.getTypeIdResolver().getMechanism();
		if (id == JsonTypeInfo.Id.CLASS || id == JsonTypeInfo.Id.MINIMAL_CLASS) {
			throw refused(path, "takes its type from the name of a class",
					"Use @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) with @JsonSubTypes or a sealed type, and no default "
							+ "typing.");
		}
	}

	private ActorConfigurationException refused(String path, String what, String action) {
		String where = path.isEmpty() ? "" : "'" + path + "' of ";
		return new ActorConfigurationException("The message " + this.message.getName()
				+ " can come from an HTTP request, but " + where + "it " + what + ", which a client must not choose",
				action);
	}

}
