package dev.actorspring.kotlin

import dev.actorspring.ActorContext
import dev.actorspring.protocol.LanguageAdapter.Suspendable
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/**
 * Runs one suspend function, and the coroutines of its scope, on the thread of a turn: what they go
 * on with is queued by whoever resumes them, and run by the turn, which waits in between.
 */
internal class TurnLoop(private val actor: ActorContext<*>) : CoroutineDispatcher() {

	private val ready = ConcurrentLinkedQueue<Ready>()

	/** Completed as soon as there is something to do. Replaced before that is looked for. */
	@Volatile
	private var signal = CompletableFuture<Unit>()

	@Volatile
	private var ended = false

	override fun dispatch(context: CoroutineContext, block: Runnable) {
		ready.add(Ready(context, block))
		signal.complete(Unit)
		if (ended) {
			abandon()
		}
	}

	/**
	 * What goes on after the turn, or has not begun by then, has no thread to do it on. What it has to
	 * do at the end in any case it does elsewhere.
	 */
	private fun abandon() {
		generateSequence(ready::poll).forEach {
			it.context.cancel(CancellationException("The turn has ended"))
			Dispatchers.Default.dispatch(EmptyCoroutineContext, it.block)
		}
	}

	@OptIn(ExperimentalCoroutinesApi::class)
	fun run(function: Suspendable): Any? {
		val scope = CoroutineScope(this + CoroutineName(actor.self().path()))
		val turn = scope.async(start = CoroutineStart.UNDISPATCHED) {
			suspendCoroutineUninterceptedOrReturn<Any?> { function.call(it) }
		}
		turn.invokeOnCompletion { signal.complete(Unit) }
		try {
			runUntil { turn.isCompleted }
		}
		catch (ex: Throwable) {
			turn.cancel(CancellationException("The turn has ended", ex))
			// What is to be done at the end in any case is done here, as far as it need not wait.
			generateSequence(ready::poll).forEach { it.block.run() }
			throw ex
		}
		finally {
			ended = true
			abandon()
		}
		return turn.getCompleted()
	}

	private fun runUntil(done: () -> Boolean) {
		while (!done()) {
			val change = CompletableFuture<Unit>()
			signal = change
			val next = ready.poll()
			if (next != null) {
				next.block.run()
			}
			else if (!done()) {
				actor.await(change)
			}
		}
	}

	/** Something to go on with, and whose it is. */
	private class Ready(val context: CoroutineContext, val block: Runnable)

}
