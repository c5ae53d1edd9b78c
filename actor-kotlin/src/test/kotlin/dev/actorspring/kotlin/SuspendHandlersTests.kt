package dev.actorspring.kotlin

import dev.actorspring.ActorContext
import dev.actorspring.ActorCrashedException
import dev.actorspring.ActorRef
import dev.actorspring.AskTimeoutException
import dev.actorspring.Dispatcher
import dev.actorspring.Message
import dev.actorspring.Receive
import dev.actorspring.Request
import dev.actorspring.system.ActorSystem
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import java.io.IOException
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class SuspendHandlersTests {

	private val log = ConcurrentLinkedQueue<String>()

	private val gate = CompletableDeferred<String>()

	private val blocked = CountDownLatch(1)

	private val system: ActorSystem = ActorSystem.builder()
		.languageAdapter(SuspendHandlers())
		.actor(actorSpec<Desk>("desk") { Desk(it, { clerk }, gate, blocked, log) })
		.actor(actorSpec<Desk>("quick") { Desk(it, { clerk }, gate, blocked, log) }.withDispatcher(Dispatcher.COMPUTE))
		.actor(actorSpec<Clerk>("clerk") { Clerk() })
		.actor(actorSpec<Heir>("heir") { Heir() })
		.build()
		.apply { start() }

	private val clerk: ActorRef<Clerk> = system.actor()

	private val desk: ActorRef<Desk> = system.actor("desk", Desk::class.java)

	@AfterEach
	fun stop() = system.close()

	@Test
	fun `a handler that is not suspended replies`() {
		assertThat(desk.call(Plain("a"))).isEqualTo("a")
		assertThat(desk.call(Nothing)).isNull()
		assertThat(desk.call(Done)).isEqualTo(Unit)
		assertThat(desk.call(Noted)).isEqualTo(Unit)
		desk.tell(Tell("b"))
		await().until { "told b" in log }
	}

	@Test
	fun `a suspended handler keeps all others out but those that interleave`() {
		val reply = desk.ask(Wait)
		await().until { "waits" in log }
		val next = desk.ask(Plain("next"))
		assertThat(desk.call(Peek)).isEqualTo(1)
		assertThat(next).isNotDone()
		gate.complete("open")
		assertThat(reply.join()).isEqualTo("open")
		assertThat(next.join()).isEqualTo("next")
	}

	@Test
	fun `each part runs on the thread of the turn, wherever it was resumed`() {
		assertThat(desk.call(Hop)).isEqualTo(1)
		assertThat(desk.call(Hop)).isEqualTo(1)
	}

	@Test
	fun `several requests are under way at once`() {
		assertThat(desk.call(Gather(listOf("a", "b", "c")))).containsExactly("A", "B", "C")
	}

	@Test
	fun `the turn does not end before its coroutines`() {
		assertThat(desk.call(Launch)).isEqualTo("started")
		assertThat(log).contains("launched")
	}

	@Test
	fun `a declared exception is an answer, another one a crash`() {
		assertThatThrownBy { desk.ask(Fail(IOException("no"))).get() }.isInstanceOf(ExecutionException::class.java)
			.hasCauseInstanceOf(IOException::class.java)
		assertThat(desk.call(Plain("still there"))).isEqualTo("still there")
		assertThatThrownBy { desk.call(Fail(IllegalStateException("oh"))) }
			.isInstanceOf(ActorCrashedException::class.java)
			.rootCause()
			.hasMessage("oh")
		assertThat(desk.call(Plain("again"))).isEqualTo("again")
	}

	@Test
	fun `the failure of a coroutine is that of the handler`() {
		assertThatThrownBy { desk.call(FailLaunched) }.isInstanceOf(ActorCrashedException::class.java)
			.rootCause()
			.hasMessage("launched")
	}

	@Test
	fun `time that is up for a part of it is no end of the turn`() {
		assertThat(desk.call(Patience)).isEqualTo("gave up")
	}

	@Test
	fun `an ask in a turn has no more time than the turn`() {
		assertThatThrownBy { desk.call(AskNobody, java.time.Duration.ofMillis(200)) }
			.isInstanceOf(AskTimeoutException::class.java)
	}

	@Test
	fun `what is suspended is cancelled when the actor is stopped`() {
		desk.ask(Forever)
		await().until { "for ever" in log }
		system.close()
		await().atMost(20, TimeUnit.SECONDS).until { "cleaned up" in log }
	}

	@Test
	fun `an actor that must not wait may be suspended only in name`() {
		val quick = system.actor("quick", Desk::class.java)
		assertThat(quick.call(Plain("a"))).isEqualTo("a")
		assertThatThrownBy { quick.call(Wait) }.isInstanceOf(ActorCrashedException::class.java)
			.rootCause()
			.hasMessageContaining("COMPUTE")
	}

	@Test
	fun `code outside of actors suspends for a reply`() = runBlocking {
		assertThat(desk.awaitReply(Plain("a"))).isEqualTo("a")
		assertThat(desk.awaitReply(Nothing, 5.seconds)).isNull()
		assertThatThrownBy { runBlocking { desk.awaitReply(Fail(IOException("no"))) } }
			.isInstanceOf(IOException::class.java)
		assertThat(system.actor<Clerk>().awaitReply(Upper("x"))).isEqualTo("X")
	}

	@Test
	fun `a request that nobody waits for any more is withdrawn`() = runBlocking {
		val first = desk.ask(Wait)
		await().until { log.count { it == "waits" } == 1 }
		assertThat(withTimeoutOrNull(50.milliseconds) { desk.awaitReply(Wait) }).isNull()
		gate.complete("open")
		first.join()
		assertThat(desk.awaitReply(Plain("after it"))).isEqualTo("after it")
		assertThat(log.count { it == "waits" }).isEqualTo(1)
		Unit
	}

	@Test
	fun `what is blocked elsewhere when the actor is stopped cleans up later`() {
		desk.ask(Blocked)
		await().until { "blocks" in log }
		system.close()
		assertThat(log).doesNotContain("cleaned up")
		blocked.countDown()
		await().atMost(20, TimeUnit.SECONDS).until { "cleaned up" in log }
	}

	@Test
	fun `a coroutine that has left its scope does not go on after the turn`() {
		assertThat(desk.call(Leave)).isEqualTo("left")
		gate.complete("open")
		await().atMost(20, TimeUnit.SECONDS).until { "cancelled" in log }
		assertThat(log).doesNotContain("went on")
	}

	@Test
	fun `a coroutine that has left its scope and has not begun never does`() {
		val late = desk.call(LeaveAtOnce)
		gate.complete("open")
		await().atMost(20, TimeUnit.SECONDS).until { late.isCompleted }
		assertThat(late.isCancelled).isTrue()
		assertThat(log).doesNotContain("begun")
	}

	@Test
	fun `a handler may override a generic one`() {
		assertThat(system.actor<Heir>().call(Greet("Ada"))).isEqualTo("Hello Ada")
	}

	data class Plain(val text: String) : Request<Desk, String>

	data object Nothing : Request<Desk, String?>

	data object Done : Request<Desk, Unit>

	data object Noted : Request<Desk, Unit>

	data class Tell(val text: String) : Message<Desk>

	data object Wait : Request<Desk, String>

	data object Peek : Request<Desk, Int>

	data object Hop : Request<Desk, Int>

	data class Gather(val texts: List<String>) : Request<Desk, List<String>>

	data object Launch : Request<Desk, String>

	data class Fail(val with: Exception) : Request<Desk, String>

	data object FailLaunched : Request<Desk, String>

	data object Patience : Request<Desk, String>

	data object AskNobody : Request<Desk, String>

	data object Blocked : Request<Desk, String>

	data object Leave : Request<Desk, String>

	data object LeaveAtOnce : Request<Desk, Job>

	data class Greet(val name: String) : Request<Heir, String>

	abstract class Greeter<M : Message<*>> {

		@Receive
		abstract suspend fun greet(message: M): String

	}

	class Heir : Greeter<Greet>() {

		@Receive
		override suspend fun greet(message: Greet): String {
			delay(1.milliseconds)
			return "Hello ${message.name}"
		}

	}

	data object Forever : Request<Desk, String>

	data class Upper(val text: String) : Request<Clerk, String>

	data class Slow(val text: String) : Request<Clerk, String>

	data object Never : Request<Clerk, String>

	class Desk(
		private val context: ActorContext<Desk>,
		private val clerk: () -> ActorRef<Clerk>,
		private val gate: CompletableDeferred<String>,
		private val blocked: CountDownLatch,
		private val log: ConcurrentLinkedQueue<String>,
	) {

		private var waiting = 0

		@Receive
		suspend fun plain(message: Plain): String = message.text

		@Receive
		suspend fun nothing(@Suppress("unused") message: Nothing): String? = null

		@Receive
		suspend fun done(@Suppress("unused") message: Done) {
			log += "done"
		}

		@Receive
		fun noted(@Suppress("unused") message: Noted) {
			log += "noted"
		}

		@Receive
		suspend fun tell(message: Tell, context: ActorContext<Desk>) {
			check(context === this.context)
			delay(1.milliseconds)
			log += "told ${message.text}"
		}

		@Receive
		suspend fun wait(@Suppress("unused") message: Wait): String {
			waiting++
			log += "waits"
			return gate.await().also { waiting-- }
		}

		@Receive(interleave = true)
		fun peek(@Suppress("unused") message: Peek): Int = waiting

		@Receive
		suspend fun hop(@Suppress("unused") message: Hop): Int {
			val threads = mutableSetOf(Thread.currentThread())
			delay(1.milliseconds)
			threads += Thread.currentThread()
			check(withContext(Dispatchers.Default) { Thread.currentThread() } !in threads)
			threads += Thread.currentThread()
			return threads.size
		}

		@Receive
		suspend fun gather(message: Gather): List<String> = coroutineScope {
			message.texts.map { async { clerk().awaitReply(if (it == "a") Slow(it) else Upper(it)) } }.awaitAll()
		}

		@Receive
		suspend fun launch(@Suppress("unused") message: Launch): String {
			CoroutineScope(currentCoroutineContext()).launch {
				delay(20.milliseconds)
				log += "launched"
			}
			return "started"
		}

		@Receive
		@Throws(IOException::class)
		suspend fun fail(message: Fail): String {
			delay(1.milliseconds)
			throw message.with
		}

		@Receive
		suspend fun failLaunched(@Suppress("unused") message: FailLaunched): String = coroutineScope {
			launch {
				delay(1.milliseconds)
				error("launched")
			}
			gate.await()
		}

		@Receive
		suspend fun patience(@Suppress("unused") message: Patience): String =
			withTimeoutOrNull(10.milliseconds) { gate.await() } ?: "gave up"

		@Receive
		@Throws(AskTimeoutException::class)
		suspend fun askNobody(@Suppress("unused") message: AskNobody): String =
			clerk().awaitReply(Never, 600.seconds)

		@Receive
		suspend fun blocked(@Suppress("unused") message: Blocked): String {
			try {
				return withContext(Dispatchers.IO) {
					log += "blocks"
					blocked.await()
					"over"
				}
			}
			finally {
				log += "cleaned up"
			}
		}

		@Receive
		suspend fun leave(@Suppress("unused") message: Leave): String {
			CoroutineScope(currentCoroutineContext() + Job()).launch(start = CoroutineStart.UNDISPATCHED) {
				try {
					gate.await()
					log += "went on"
				}
				catch (ex: CancellationException) {
					log += "cancelled"
					throw ex
				}
			}
			return "left"
		}

		@Receive
		suspend fun leaveAtOnce(@Suppress("unused") message: LeaveAtOnce): Job {
			return CoroutineScope(currentCoroutineContext() + Job()).launch { log += "begun" }
		}

		@Receive
		suspend fun forever(@Suppress("unused") message: Forever): String {
			try {
				log += "for ever"
				awaitCancellation()
			}
			finally {
				log += "cleaned up"
			}
		}

	}

	/** Open, as the compiler plugin for Spring makes actors: the compiler splits each function in two. */
	open class Clerk {

		@Receive
		open fun upper(message: Upper): String = message.text.uppercase()

		@Receive
		open suspend fun slow(message: Slow): String {
			delay(1.milliseconds)
			return message.text.uppercase()
		}

		@Receive
		open suspend fun never(@Suppress("unused") message: Never): String = awaitCancellation()

	}

}
