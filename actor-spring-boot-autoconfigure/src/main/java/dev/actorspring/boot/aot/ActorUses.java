package dev.actorspring.boot.aot;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What is reached by reflection of an actor class.
 *
 * @param types the class and its supertypes, whose handlers and nested messages are
 * looked for
 * @param handlers its {@code @Receive} methods
 * @param data its messages and replies
 * @param exceptions those that handlers declare
 */
record ActorUses(Set<Class<?>> types, Set<Method> handlers, DataTypes data, Set<Class<?>> exceptions) {

	static ActorUses of(Class<?> actor) {
		ActorUses uses = new ActorUses(new LinkedHashSet<>(), new LinkedHashSet<>(), new DataTypes(),
				new LinkedHashSet<>());
		for (Class<?> each = actor; each != null && each != Object.class; each = each.getSuperclass()) {
			uses.add(each);
		}
		ClassUtils.getAllInterfacesForClassAsSet(actor).forEach(uses::add);
		ReflectionUtils.doWithMethods(actor, (method) -> uses.add(method, actor),
				(method) -> method.isAnnotationPresent(Receive.class));
		return uses;
	}

	private void add(Class<?> type) {
		this.types.add(type);
		for (Class<?> nested : type.getDeclaredClasses()) {
			addMessage(ResolvableType.forClass(nested));
		}
	}

	private void add(Method handler, Class<?> actor) {
		this.handlers.add(handler);
		for (int i = 0; i < handler.getParameterCount(); i++) {
			addMessage(ResolvableType.forMethodParameter(handler, i, actor));
		}
		this.data.add(ResolvableType.forMethodReturnType(handler, actor).getType());
		this.exceptions.addAll(Set.of(handler.getExceptionTypes()));
	}

	private void addMessage(ResolvableType type) {
		if (Message.class.isAssignableFrom(type.toClass())) {
			this.data.add(type.toClass());
			this.data.add(type.as(Request.class).getGeneric(1).getType());
		}
	}

}
