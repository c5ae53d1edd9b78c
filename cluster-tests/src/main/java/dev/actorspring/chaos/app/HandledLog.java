package dev.actorspring.chaos.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * A file in which each request stands that was handled, however the process ends. Any
 * thread.
 */
@Component
class HandledLog {

	private final PrintStream file;

	HandledLog(@Value("${chaos.handled}") String name) throws IOException {
		this.file = new PrintStream(new FileOutputStream(name, true), false, StandardCharsets.UTF_8);
	}

	void add(String id) {
		synchronized (this.file) {
			this.file.print(id + "\n");
			this.file.flush();
		}
	}

}
