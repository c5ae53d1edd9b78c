package dev.actorspring.samples.theatre

import dev.actorspring.KeyedActors
import dev.actorspring.kotlin.awaitReply
import dev.actorspring.kotlin.keyed
import dev.actorspring.system.ActorSystem
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment
import org.springframework.boot.test.web.server.LocalServerPort
import org.springframework.http.HttpMethod
import org.springframework.test.web.reactive.server.WebTestClient
import java.util.UUID

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TheatreTests(@Autowired private val system: ActorSystem, @Autowired private val shows: KeyedActors<Show>) {

	private val show = UUID.randomUUID().toString()

	private lateinit var client: WebTestClient

	@BeforeEach
	fun connect(@LocalServerPort port: Int) {
		client = WebTestClient.bindToServer().baseUrl("http://localhost:$port/shows/$show").build()
	}

	@Test
	fun `a data class comes from the body, with its defaults`() {
		reserve("""{"seat":3,"guest":"Ada"}""").expectStatus().isOk
			.expectBody()
			.json("""{"seat":3,"guest":"Ada","price":80,"row":null}""")
		reserve("""{"seat":30,"guest":"Bob","reduced":true}""").expectBody().jsonPath("$.price").isEqualTo(20)
	}

	@Test
	fun `a header may be missing where its parameter is nullable`() {
		client.post()
			.uri("/tickets")
			.header("X-Voucher", "v1")
			.bodyValue(Show.Reserve(3, "Ada"))
			.exchange()
			.expectBody()
			.jsonPath("$.price")
			.isEqualTo(40)
	}

	@Test
	fun `what must not be null is asked for`() {
		invalid("""{"seat":3}""", "guest")
		invalid("""{"seat":3,"guest":null}""", "guest")
		invalid("""{"guest":"Ada"}""", "seat")
		invalid("""{"seat":"x","guest":"Ada"}""", "seat")
		invalid("""{"seat":-1,"guest":"Ada"}""", "seat")
		invalid("""{"seat":3,"guest":" "}""", "guest")
	}

	private fun invalid(body: String, field: String) {
		reserve(body).expectStatus().isBadRequest
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:invalid-request")
			.jsonPath("$.violations.length()")
			.isEqualTo(1)
			.jsonPath("$.violations[0].field")
			.isEqualTo(field)
	}

	@Test
	fun `a declared exception is an answer`() {
		reserve("""{"seat":3,"guest":"Ada"}""").expectStatus().isOk
		reserve("""{"seat":3,"guest":"Bob"}""").expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("Seat 3 is taken")
	}

	@Test
	fun `a nullable reply is 404 where it is null`() {
		reserve("""{"seat":3,"guest":"Ada"}""")
		get("/seats/3").expectStatus().isOk.expectBody().json("\"Ada\"")
		get("/seats/4").expectStatus().isNotFound.expectBody().jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:empty-reply")
	}

	@Test
	fun `Unit is an answer without a body`() {
		reserve("""{"seat":3,"guest":"Ada"}""")
		client.delete().uri("/seats/3").exchange().expectStatus().isNoContent.expectBody().isEmpty()
		get("/seats/3").expectStatus().isNotFound
	}

	@Test
	fun `objects and classes without parameters are messages, too`() {
		client.put().uri("/likes").exchange().expectStatus().isAccepted
		client.put().uri("/likes").exchange().expectStatus().isAccepted
		get("").expectBody().json("""{"guests":{},"likes":2}""")
	}

	@Test
	fun `values of inline classes are what is in them`() {
		rate("""{"stars":4}""").expectStatus().isOk.expectBody().json("""{"stars":4,"of":5}""")
		rate("""{"stars":-4}""").expectStatus().isBadRequest
		rate("{}").expectStatus().isBadRequest
	}

	@Test
	fun `names in JSON are those of the annotations`() {
		client.method(HttpMethod.POST)
			.uri("/parties")
			.header("Content-Type", "application/json")
			.bodyValue("""{"guest_names":["Ada","Bob","Cay"]}""")
			.exchange()
			.expectStatus()
			.isOk
			.expectBody()
			.jsonPath("$[2].seat")
			.isEqualTo(3)
			.jsonPath("$[2].guest")
			.isEqualTo("Cay")
	}

	@Test
	fun `the document says what must be there`(@LocalServerPort port: Int) {
		val api = WebTestClient.bindToServer().baseUrl("http://localhost:$port").build()
		api.get()
			.uri("/v3/api-docs")
			.exchange()
			.expectStatus()
			.isOk
			.expectBody()
			.jsonPath("$.paths['/shows/{key}/tickets'].post.parameters[?(@.name == 'X-Voucher')].required")
			.isEqualTo(false)
			.jsonPath("$.components.schemas['Show.Reserve'].required.length()")
			.isEqualTo(2)
			.jsonPath("$.paths['/shows/{key}/seats/{seat}'].delete.responses['204']")
			.exists()
	}

	@Test
	fun `code suspends for replies`() = runBlocking {
		val actor = shows[show]
		val tickets = (1..20).map { async { actor.awaitReply(Show.Reserve(it, "guest $it")) } }.awaitAll()
		assertThat(tickets.map { it.seat }).isEqualTo((1..20).toList())
		assertThat(system.keyed<Show>()[show].awaitReply(Show.WhoSits(21))).isNull()
		assertThatThrownBy { runBlocking { actor.awaitReply(Show.Reserve(1, "late")) } }
			.isInstanceOf(Show.SeatTaken::class.java)
		Unit
	}

	private fun rate(body: String) = client.put()
		.uri("/ratings")
		.header("Content-Type", "application/json")
		.bodyValue(body)
		.exchange()

	private fun reserve(body: String) = client.post()
		.uri("/tickets")
		.header("Content-Type", "application/json")
		.bodyValue(body)
		.exchange()

	private fun get(path: String) = client.get().uri(path).exchange()

}
