package dev.actorspring.boot.test.slice;

import java.io.IOException;
import java.util.Set;

import dev.actorspring.boot.actors.ActorSpecCustomizer;
import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Leaves only those components that an {@link ActorTest} is about.
 */
final class ActorTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<ActorTest> {

	private static final Set<Class<?>> INCLUDED = Set.of(Actor.class, KeyedActor.class, ActorSpecCustomizer.class,
			ActorSystemBuilderCustomizer.class, ActorEvent.Listener.class);

	ActorTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return INCLUDED;
	}

	@Override
	protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
		return super.defaultInclude(reader, factory) || declaresActors(reader.getAnnotationMetadata());
	}

	/**
	 * Whether it is a configuration of supervisors or actors.
	 */
	private static boolean declaresActors(AnnotationMetadata metadata) {
		return metadata.isAnnotated(Configuration.class.getName()) && metadata.getAnnotatedMethods(Bean.class.getName())
			.stream()
			.anyMatch(ActorTypeExcludeFilter::declaresActor);
	}

	private static boolean declaresActor(MethodMetadata method) {
		return method.getReturnTypeName().equals(SupervisorSpec.class.getName())
				|| method.isAnnotated(Actor.class.getName()) || method.isAnnotated(KeyedActor.class.getName());
	}

}
