package dev.actorspring.cluster.wire;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Says of which permitted type a value is where a sealed one is expected, by its simple
 * name. An application's own annotations count before that.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {

	private static final long serialVersionUID = 1L;

	private static final JsonTypeInfo.Value BY_NAME = JsonTypeInfo.Value.construct(JsonTypeInfo.Id.NAME,
			JsonTypeInfo.As.PROPERTY, "@type", null, false, null);

	private static final Set<JsonTypeInfo.Id> NAMING_CLASSES = EnumSet.of(JsonTypeInfo.Id.CLASS,
			JsonTypeInfo.Id.MINIMAL_CLASS, JsonTypeInfo.Id.CUSTOM);

	@Override
	public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
		JsonTypeInfo.Value own = super.findPolymorphicTypeInfo(config, annotated);
		if (own != null && NAMING_CLASSES.contains(own.getIdType())) {
			throw new IllegalArgumentException(
					annotated + " has a @JsonTypeInfo that writes and reads " + own.getIdType()
							+ ", so that another node could choose a class. Use Id.NAME, or a sealed interface");
		}
		return (own == null && annotated instanceof AnnotatedClass && isOpen(annotated.getRawType())) ? BY_NAME : own;
	}

	private static boolean isOpen(Class<?> type) {
		return type.isSealed() && (type.isInterface() || Modifier.isAbstract(type.getModifiers()));
	}

	@Override
	public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
		List<NamedType> own = super.findSubtypes(config, annotated);
		if ((own != null && !own.isEmpty()) || !isOpen(annotated.getRawType())) {
			return own;
		}
		List<NamedType> permitted = new ArrayList<>();
		addPermitted(annotated.getRawType(), permitted);
		return permitted;
	}

	private static void addPermitted(Class<?> type, List<NamedType> found) {
		for (Class<?> permitted : type.getPermittedSubclasses()) {
			if (isOpen(permitted)) {
				addPermitted(permitted, found);
			}
			else {
				found.add(new NamedType(permitted, permitted.getSimpleName()));
			}
		}
	}

}
