/**
 * The actor engine. What is exported is for users, but for {@code spi}, which is for
 * other modules of the project and changes with the engine.
 */
@org.jspecify.annotations.NullMarked
module dev.actorspring {

	requires transitive org.jspecify;
	requires org.slf4j;

	exports dev.actorspring;
	exports dev.actorspring.protocol;
	exports dev.actorspring.spi;
	exports dev.actorspring.supervision;
	exports dev.actorspring.system;

	uses dev.actorspring.system.ActorSystemBuilder;

	provides dev.actorspring.system.ActorSystemBuilder with dev.actorspring.engine.LocalActorSystemBuilder;

}
