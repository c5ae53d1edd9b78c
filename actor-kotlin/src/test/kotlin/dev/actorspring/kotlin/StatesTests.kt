package dev.actorspring.kotlin

import dev.actorspring.ActorContext
import dev.actorspring.Becomes
import dev.actorspring.Message
import dev.actorspring.Receive
import dev.actorspring.Request
import dev.actorspring.States
import dev.actorspring.system.ActorSystem
import kotlinx.coroutines.delay
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.milliseconds

/**
 * Actors with states whose handlers are suspend functions.
 */
class StatesTests {

	private val system: ActorSystem = ActorSystem.builder()
		.languageAdapter(SuspendHandlers())
		.actor(actorSpec<Lamp>("lamp") { Lamp(it) })
		.build()
		.apply { start() }

	@AfterEach
	fun stop() {
		system.close()
	}

	@Test
	fun suspendHandlerOfAStatePostponesAndAnswers() {
		val lamp = system.actor(Lamp::class.java)
		val first = lamp.ask(Lamp.Shine(1))
		val second = lamp.ask(Lamp.Shine(2))
		assertThat(lamp.call(Lamp.Which())).isEqualTo("Off")
		assertThat(first).isNotDone()
		lamp.tell(Lamp.Switch())
		assertThat(first.join()).isEqualTo(1)
		assertThat(second.join()).isEqualTo(2)
		assertThat(lamp.call(Lamp.Which())).isEqualTo("On")
	}

	@States(value = Lamp.State::class, first = [Lamp.Off::class])
	class Lamp(private val context: ActorContext<Lamp>) {

		data class Shine(val number: Int) : Request<Lamp, Int>

		class Which : Request<Lamp, String>

		class Switch : Message<Lamp>

		sealed interface State {

			@Receive
			suspend fun shine(shine: Shine): Int

		}

		init {
			context.become(Off())
		}

		@Receive
		@Becomes(On::class)
		fun switch(message: Switch) {
			context.become(On())
		}

		@Receive
		fun which(query: Which): String = context.state().javaClass.simpleName

		inner class Off : State {

			override suspend fun shine(shine: Shine): Int {
				delay(1.milliseconds)
				throw context.postpone()
			}

		}

		inner class On : State {

			override suspend fun shine(shine: Shine): Int {
				delay(1.milliseconds)
				return shine.number
			}

		}

	}

}
