package dev.actorspring.boot.http;

import java.util.Iterator;

import dev.actorspring.ActorConfigurationException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks that the variables of a path, which are texts, can become components of a
 * record. Else the route could never be used.
 */
final class PathComponents {

	private PathComponents() {
	}

	/**
	 * Checks a route.
	 * @throws ActorConfigurationException naming a variable that cannot become what the
	 * record has
	 */
	static void check(Route route, JsonMapper mapper) {
		Class<?> message = route.handler().messageType();
		DeserializationContext context = mapper._deserializationContext();
		if (!(context
			.findNonContextualValueDeserializer(mapper.constructType(message)) instanceof BeanDeserializerBase bean)) {
			return;
		}
		for (String variable : PathVariables.names(route.pattern().getPatternString())) {
			String jsonName = JsonNames.of(message, mapper).get(variable);
			for (Iterator<SettableBeanProperty> each = bean.creatorProperties(); each.hasNext();) {
				SettableBeanProperty property = each.next();
				if (property.getName().equals(jsonName) && !isText(property, context)) {
					throw new ActorConfigurationException(
							"The path %s of method %s has the variable {%s}, but no text can become a %s".formatted(
									route.pattern().getPatternString(), Mapping.describe(route.handler().method()),
									variable, property.getType().getRawClass().getName()),
							"Let the component be a single value, or let its class be made of a text, by a constructor or "
									+ "static method that is annotated with @JsonCreator(mode = DELEGATING).");
				}
			}
		}
	}

	private static boolean isText(SettableBeanProperty property, DeserializationContext context) {
		AnnotatedMember member = property.getMember();
		if (member != null
				&& context.getAnnotationIntrospector().findDeserializer(context.getConfig(), member) != null) {
			return true;
		}
		JavaType type = property.getType();
		while (type.isReferenceType() || type.isCollectionLikeType()) {
			type = type.getContentType();
		}
		ValueDeserializer<?> deserializer = context.findNonContextualValueDeserializer(type);
		if (deserializer instanceof BeanDeserializerBase bean) {
			ValueInstantiator instantiator = bean.getValueInstantiator();
			return instantiator.canCreateFromString() || instantiator.canCreateUsingDelegate();
		}
		return !(deserializer instanceof AbstractDeserializer || type.isMapLikeType());
	}

}
