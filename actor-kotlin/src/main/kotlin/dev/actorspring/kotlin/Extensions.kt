package dev.actorspring.kotlin

import dev.actorspring.ActorContext
import dev.actorspring.ActorRef
import dev.actorspring.ActorSpec
import dev.actorspring.KeyedActors
import dev.actorspring.Request
import dev.actorspring.system.ActorSystem
import kotlinx.coroutines.future.await
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * Sends a request and suspends until its reply is there. Fails with what [ActorRef.ask] fails with,
 * an exception that the handler declares as itself. Cancelling withdraws the request if it still
 * waits.
 *
 * @param timeout how long to wait at most, that of the system if `null`; inside an actor that is
 * handling a request, never longer than that request has left
 */
suspend fun <A : Any, R> ActorRef<A>.awaitReply(request: Request<in A, R>, timeout: Duration? = null): R =
	(if (timeout != null) ask(request, timeout.toJavaDuration()) else ask(request)).await()

/**
 * The ref of the only actor of a class, or that implements an interface.
 *
 * @throws IllegalArgumentException if there is none, or more than one
 */
inline fun <reified A : Any> ActorSystem.actor(): ActorRef<A> = actor(A::class.java)

/**
 * The keyed actors of a class, or that implement an interface.
 *
 * @throws IllegalArgumentException if there is no such family, or more than one
 */
inline fun <reified A : Any> ActorSystem.keyed(): KeyedActors<A> = keyed(A::class.java)

/**
 * How to start an actor.
 *
 * @param name its name
 * @param factory makes each of its incarnations
 */
inline fun <reified A : Any> actorSpec(name: String, noinline factory: (ActorContext<A>) -> A): ActorSpec<A> =
	ActorSpec.of(name, A::class.java, factory)
