package dev.actorspring.boot.diagnostics.conflict;

import dev.actorspring.stereotype.Actor;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * Two actors of one name, to be found by scanning this package.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class ConflictingActors {

	@Actor("twin")
	static class One {

	}

	@Actor("twin")
	static class Two {

	}

}
