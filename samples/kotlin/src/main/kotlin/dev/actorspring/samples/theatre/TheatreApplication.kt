package dev.actorspring.samples.theatre

import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication

/**
 * A theatre whose shows are actors.
 */
@SpringBootApplication
class TheatreApplication

fun main(args: Array<String>) {
	runApplication<TheatreApplication>(*args)
}
