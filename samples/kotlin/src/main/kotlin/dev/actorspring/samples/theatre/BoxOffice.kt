package dev.actorspring.samples.theatre

import dev.actorspring.Receive
import dev.actorspring.Request
import dev.actorspring.stereotype.Actor
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.milliseconds

/**
 * Knows the prices, after some thought.
 */
@Actor
class BoxOffice {

	data class Price(val seat: Int, val reduced: Boolean) : Request<BoxOffice, Int>

	@Receive
	suspend fun price(message: Price): Int {
		delay(1.milliseconds)
		val full = if (message.seat <= 10) 80 else 40
		return if (message.reduced) full / 2 else full
	}

}
