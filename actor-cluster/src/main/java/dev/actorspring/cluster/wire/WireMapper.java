package dev.actorspring.cluster.wire;

import java.lang.reflect.Type;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.actorspring.ActorRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The project's own settings of CBOR, which nothing that an application configures can
 * change, as all nodes have to agree. What is read is bounded in size and depth; unknown
 * properties are ignored, and those that lack are {@code null} or zero, so that nodes of
 * two versions understand each other.
 */
final class WireMapper {

	private static final int MAX_DEPTH = 100;

	private static final int MAX_DIGITS = 1_000;

	private final CBORMapper mapper;

	private final TypeCheck check;

	WireMapper(Function<String, @Nullable ActorRef<?>> refs, Predicate<String> mayTravel, int maxSize) {
		SimpleModule module = new SimpleModule("actorspring");
		module.addSerializer(new RefSerializer(mayTravel));
		module.addDeserializer(ActorRef.class, new RefDeserializer(refs, mayTravel));
		this.mapper = CBORMapper
			.builder(CBORFactory.builder()
				.streamReadConstraints(StreamReadConstraints.builder()
					.maxNestingDepth(MAX_DEPTH)
					.maxNumberLength(MAX_DIGITS)
					.maxStringLength(maxSize)
					.maxNameLength(maxSize)
					.maxDocumentLength(maxSize)
					.build())
				.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
				.build())
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.annotationIntrospector(new SealedTypes())
			.addModule(module)
			.build();
		this.check = new TypeCheck(this.mapper);
	}

	/**
	 * Refuses types that can never be sent.
	 * @param what is of that type
	 */
	void check(String what, Type type) {
		this.check.check(what, type);
	}

	ObjectWriter writer(Type type) {
		return this.mapper.writerFor(this.mapper.constructType(type));
	}

	ObjectReader reader(Type type) {
		return this.mapper.readerFor(this.mapper.constructType(type));
	}

	/**
	 * Writes the path.
	 */
	private static final class RefSerializer extends ValueSerializer<ActorRef<?>> {

		private final Predicate<String> mayTravel;

		RefSerializer(Predicate<String> mayTravel) {
			this.mayTravel = mayTravel;
		}

		@Override
		@SuppressWarnings("unchecked")
		public Class<ActorRef<?>> handledType() {
			return (Class<ActorRef<?>>) (Class<?>) ActorRef.class;
		}

		@Override
		public void serialize(ActorRef<?> ref, JsonGenerator output, SerializationContext context) {
			if (!this.mayTravel.test(ref.path())) {
				context.reportMappingProblem("The ref to %s lives on this node only: no other can send to it",
						ref.path());
			}
			output.writeString(ref.path());
		}

	}

	/**
	 * Finds the ref of a path.
	 */
	private static final class RefDeserializer extends ValueDeserializer<ActorRef<?>> {

		private final Function<String, @Nullable ActorRef<?>> refs;

		private final Predicate<String> mayTravel;

		RefDeserializer(Function<String, @Nullable ActorRef<?>> refs, Predicate<String> mayTravel) {
			this.refs = refs;
			this.mayTravel = mayTravel;
		}

		@Override
		public ActorRef<?> deserialize(JsonParser input, DeserializationContext context) {
			String path = input.getString();
			ActorRef<?> ref = (path != null && this.mayTravel.test(path)) ? this.refs.apply(path) : null;
			if (ref == null) {
				throw MismatchedInputException.from(input, ActorRef.class,
						"No actor that is spread over the nodes has the path " + path);
			}
			return ref;
		}

	}

}
