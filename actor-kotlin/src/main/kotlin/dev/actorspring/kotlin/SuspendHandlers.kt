package dev.actorspring.kotlin

import dev.actorspring.ActorContext
import dev.actorspring.protocol.LanguageAdapter
import dev.actorspring.protocol.LanguageAdapter.Suspendable
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import java.lang.reflect.WildcardType
import kotlin.coroutines.Continuation

/**
 * Lets handlers be `suspend` functions, and those of a `Request<A, Unit>` return nothing.
 *
 * Where such a function is suspended, so is the turn, as by [ActorContext.await]: only handlers
 * marked `interleave` run meanwhile, and every part of the function runs on the thread of the turn.
 * Coroutines that it starts within its own scope do so, too, and the turn does not end before they
 * have. When the actor is stopped or killed meanwhile, they are cancelled.
 *
 * A function that is in fact suspended needs an actor that may wait: one on
 * [dev.actorspring.Dispatcher.VIRTUAL], in a handler that does not interleave.
 */
class SuspendHandlers : LanguageAdapter {

	override fun continuation(): Class<*> = Continuation::class.java

	override fun returned(continuation: Type): Type {
		val argument = (continuation as? ParameterizedType)?.actualTypeArguments?.single()
		return (argument as? WildcardType)?.lowerBounds?.singleOrNull() ?: argument ?: Any::class.java
	}

	override fun unit(): Any = Unit

	override fun run(context: ActorContext<*>, function: Suspendable): Any? = TurnLoop(context).run(function)

}
