package dev.actorspring.kotlin

import dev.actorspring.ActorRef
import dev.actorspring.Message
import dev.actorspring.Receive
import dev.actorspring.Request
import dev.actorspring.system.ActorSystem
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

class BatchHandlersTests {

	private val system: ActorSystem = ActorSystem.builder()
		.languageAdapter(SuspendHandlers())
		.actor(actorSpec<Shelf>("shelf") { Shelf() })
		.build()

	private val shelf: ActorRef<Shelf> = system.actor()

	@AfterEach
	fun stop() = system.close()

	@Test
	fun `a suspended handler of batches gives each asker its own reply`() {
		val replies = (1..3).map { shelf.ask(Put(it)) }
		system.start()
		assertThat(replies.map { it.join() }).containsExactly("1 of 3", "2 of 3", "3 of 3")
	}

	@Test
	fun `a batch of a sealed interface mixes its messages`() {
		shelf.tell(Move.Up(1))
		shelf.tell(Move.Down(2))
		system.start()
		assertThat(shelf.call(GetMoves)).containsExactly("Up(by=1)", "Down(by=2)", "end of 2")
	}

	data class Put(val number: Int) : Request<Shelf, String>

	sealed interface Move : Message<Shelf> {

		data class Up(val by: Int) : Move

		data class Down(val by: Int) : Move

	}

	data object GetMoves : Request<Shelf, List<String>>

	open class Shelf {

		private val moves = mutableListOf<String>()

		@Receive(batch = 10)
		suspend fun put(messages: List<Put>): List<String> {
			yield()
			return messages.map { "${it.number} of ${messages.size}" }
		}

		@Receive(batch = 10)
		fun move(messages: List<Move>) {
			moves += messages.map { it.toString() }
			moves += "end of ${messages.size}"
		}

		@Receive
		fun moves(message: GetMoves): List<String> = moves.toList()

	}

}
