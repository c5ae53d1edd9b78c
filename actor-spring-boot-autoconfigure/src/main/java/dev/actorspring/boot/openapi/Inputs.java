package dev.actorspring.boot.openapi;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.actorspring.boot.caller.NamedValue;
import dev.actorspring.boot.http.MessageComponent;
import dev.actorspring.boot.http.RouteDescription;
import dev.actorspring.durable.store.StateLimits;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.CookieParameter;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

/**
 * Describes where the components of a message come from: the path by their names, then
 * the body by their names in JSON or, where there is no body, the query by their names.
 * An idempotency key may come from its header instead.
 */
final class Inputs {

	private final Schemas schemas;

	private final Function<Class<?>, Map<String, String>> jsonNames;

	Inputs(Schemas schemas, Function<Class<?>, Map<String, String>> jsonNames) {
		this.schemas = schemas;
		this.jsonNames = jsonNames;
	}

	/**
	 * Adds the parameters and the body.
	 */
	void add(Operation operation, RouteDescription route, Map<String, String> pathNames) {
		Class<?> type = route.handler().messageType();
		ResolvedType message = this.schemas.resolve(type);
		Map<String, Schema<?>> open = message.properties();
		Map<String, String> names = this.jsonNames.apply(type);
		for (String variable : route.variables()) {
			Schema<?> schema = open.remove(names.getOrDefault(variable, variable));
			String name = pathNames.getOrDefault(variable, variable);
			Parameter parameter = parameter(new PathParameter(), name, true,
					(schema != null) ? schema : this.schemas.string());
			boolean key = route.keyed() && variable.equals(RouteDescription.KEY);
			operation.addParametersItem(key ? parameter.description("picks the actor") : parameter);
		}
		String idempotencyKey = route.idempotencyKey();
		String optional = (idempotencyKey != null) ? names.getOrDefault(idempotencyKey, idempotencyKey) : null;
		List<String> required = message.required()
			.stream()
			.filter((name) -> open.containsKey(name) && !name.equals(optional))
			.toList();
		if (route.body()) {
			addBody(operation, type, message, open, required);
		}
		else {
			addQuery(operation, type, message, open, required);
		}
		if (optional != null) {
			operation.addParametersItem(idempotencyKey(type, optional));
		}
		route.named().forEach((value) -> operation.addParametersItem(named(value)));
	}

	/**
	 * A header or cookie that the handler takes besides the message.
	 */
	private Parameter named(NamedValue value) {
		Schema<?> schema = this.schemas.of(value.parameter().nestedIfOptional().getNestedGenericParameterType());
		if (value.defaultValue() != null) {
			schema.setDefault(value.defaultValue());
		}
		return parameter(value.cookie() ? new CookieParameter() : new HeaderParameter(), value.name(), value.required(),
				schema);
	}

	private void addQuery(Operation operation, Class<?> type, ResolvedType message, Map<String, Schema<?>> open,
			List<String> required) {
		this.schemas.add(message.parts());
		Map<String, String> names = this.jsonNames.apply(type);
		for (MessageComponent component : MessageComponent.of(type)) {
			String name = names.getOrDefault(component.name(), component.name());
			Schema<?> schema = open.get(name);
			// What is no string or list of strings cannot be given here.
			if (schema != null && message.isSimple(schema)) {
				operation.addParametersItem(
						parameter(new QueryParameter(), component.name(), required.contains(name), schema));
			}
		}
	}

	private void addBody(Operation operation, Class<?> type, ResolvedType message, Map<String, Schema<?>> open,
			List<String> required) {
		if (open.isEmpty()) {
			return;
		}
		this.schemas.add(message.named());
		Schema<?> schema = message.schema();
		if (open.size() < message.properties().size() || required.size() < message.required().size()) {
			schema = this.schemas.object(open).title(type.getSimpleName());
			schema.setRequired(required.isEmpty() ? null : required);
		}
		operation.requestBody(new RequestBody().required(!required.isEmpty())
			.content(new Content().addMediaType(APPLICATION_JSON_VALUE, new MediaType().schema(schema))));
	}

	/**
	 * Never required, since the component may be given instead.
	 */
	private Parameter idempotencyKey(Class<?> type, String property) {
		// One of its own, since it is changed.
		Schema<?> found = this.schemas.resolve(type).properties().get(property);
		Schema<?> schema = (found != null) ? found : this.schemas.string();
		if (schema.getFormat() == null && schema.getMaxLength() == null) {
			schema.maxLength(StateLimits.IDEMPOTENCY_KEY);
		}
		return parameter(new HeaderParameter(), RouteDescription.IDEMPOTENCY_KEY, false, schema).description(
				"Tells a repetition of this request from another one: new for each request, and the same when it is repeated. "
						+ "The other way to give '" + property + "'");
	}

	/**
	 * A parameter, which unlike a property cannot be {@code null}.
	 */
	private static Parameter parameter(Parameter parameter, String name, boolean required, Schema<?> schema) {
		if (schema.getTypes() != null) {
			schema.getTypes().remove("null");
		}
		if (schema.getEnum() != null) {
			schema.getEnum().remove(null);
		}
		return parameter.name(name)
			.required(required)
			.description(schema.getDescription())
			.schema(schema.nullable(null));
	}

}
