package dev.actorspring.samples.theatre

import com.fasterxml.jackson.annotation.JsonProperty
import dev.actorspring.ActorRef
import dev.actorspring.Message
import dev.actorspring.Receive
import dev.actorspring.Request
import dev.actorspring.kotlin.awaitReply
import dev.actorspring.stereotype.KeyedActor
import jakarta.validation.constraints.NotBlank
import jakarta.validation.constraints.Positive
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import org.springframework.http.HttpStatus
import org.springframework.web.bind.annotation.DeleteMapping
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.PostMapping
import org.springframework.web.bind.annotation.PutMapping
import org.springframework.web.bind.annotation.RequestHeader
import org.springframework.web.bind.annotation.RequestMapping
import org.springframework.web.bind.annotation.ResponseStatus

/**
 * One show of one evening, and who sits where.
 */
@KeyedActor("show")
@RequestMapping("/shows/{key}")
class Show(private val boxOffice: ActorRef<BoxOffice>) {

	private val guests = sortedMapOf<Int, String>()

	private var likes = 0

	data class Reserve(@field:Positive val seat: Int, @field:NotBlank val guest: String, val reduced: Boolean = false) :
		Request<Show, Ticket>

	data class WhoSits(val seat: Int) : Request<Show, String?>

	data class Release(val seat: Int) : Request<Show, Unit>

	data class Party(@JsonProperty("guest_names") val guests: List<String>) : Request<Show, List<Ticket>>

	data class Rate(val stars: UInt, val of: UInt = 5u) : Request<Show, Rating>

	data object Program : Request<Show, Leaflet>

	class Like : Message<Show>

	data class Ticket(val seat: Int, val guest: String, val price: Int, val row: String? = null)

	data class Rating(val stars: UInt, val of: UInt)

	data class Leaflet(val guests: Map<Int, String>, val likes: Int)

	@ResponseStatus(HttpStatus.CONFLICT)
	class SeatTaken(seat: Int) : Exception("Seat $seat is taken")

	/**
	 * While it waits for the price, only [whoSits] and [program] run.
	 */
	@Receive
	@PostMapping("/tickets")
	@Throws(SeatTaken::class)
	suspend fun reserve(message: Reserve, @RequestHeader("X-Voucher") voucher: String?): Ticket {
		if (guests.putIfAbsent(message.seat, message.guest) != null) {
			throw SeatTaken(message.seat)
		}
		val price = boxOffice.awaitReply(BoxOffice.Price(message.seat, message.reduced || voucher != null))
		return Ticket(message.seat, message.guest, price)
	}

	/**
	 * Asks for all prices at once.
	 */
	@Receive
	@PostMapping("/parties")
	suspend fun party(message: Party): List<Ticket> = coroutineScope {
		val seats = generateSequence(1) { it + 1 }.filter { it !in guests }.take(message.guests.size).toList()
		seats.zip(message.guests)
			.onEach { (seat, guest) -> guests[seat] = guest }
			.map { (seat, guest) -> async { Ticket(seat, guest, boxOffice.awaitReply(BoxOffice.Price(seat, true))) } }
			.map { it.await() }
	}

	@Receive(interleave = true)
	@GetMapping("/seats/{seat}")
	fun whoSits(message: WhoSits): String? = guests[message.seat]

	@Receive
	@DeleteMapping("/seats/{seat}")
	fun release(message: Release) {
		guests.remove(message.seat)
	}

	@Receive(interleave = true)
	@GetMapping
	fun program(@Suppress("unused") message: Program): Leaflet = Leaflet(guests.toMap(), likes)

	@Receive
	@PutMapping("/ratings")
	fun rate(message: Rate): Rating = Rating(message.stars, message.of)

	@Receive
	@PutMapping("/likes")
	fun like(@Suppress("unused") message: Like) {
		likes++
	}

}
