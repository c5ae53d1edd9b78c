package dev.actorspring.boot.aot;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.actorspring.Becomes;
import dev.actorspring.Message;
import dev.actorspring.OnEntry;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.protocol.ActorStates;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What is reached by reflection of an actor class.
 *
 * @param types the class, those of its states, and the supertypes of all, whose handlers
 * and nested messages are looked for
 * @param handlers its {@code @Receive} methods, and what happens at the entry of a state
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
		ActorStates.typesOf(actor).forEach((state) -> uses.addState(state));
		return uses;
	}

	private void addState(Class<?> state) {
		add(state);
		for (Method method : state.getDeclaredMethods()) {
			if (method.isAnnotationPresent(Receive.class)) {
				add(method, state);
			}
			else if (method.isAnnotationPresent(OnEntry.class) || method.isAnnotationPresent(Becomes.class)) {
				this.handlers.add(method);
			}
		}
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
			addMessage(one(ResolvableType.forMethodParameter(handler, i, actor)));
		}
		this.data.add(ResolvableType.forMethodReturnType(handler, actor).getType());
		this.exceptions.addAll(Set.of(handler.getExceptionTypes()));
	}

	/**
	 * Of a parameter that takes a batch, the type of one message.
	 */
	private static ResolvableType one(ResolvableType parameter) {
		return (parameter.getRawClass() == List.class) ? parameter.getGeneric(0) : parameter;
	}

	private void addMessage(ResolvableType type) {
		if (Message.class.isAssignableFrom(type.toClass())) {
			this.data.add(type.toClass());
			this.data.add(type.as(Request.class).getGeneric(1).getType());
		}
	}

}
