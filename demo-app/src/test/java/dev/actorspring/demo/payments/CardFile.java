package dev.actorspring.demo.payments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.demo.AuctionHouseApplication;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Primary;

/**
 * A card network that survives the auction house: it writes down each request in a file,
 * and, if it is told to, never answers.
 */
@Primary
class CardFile implements CardNetwork {

	private static final String NAME = "charges";

	private final boolean silent;

	CardFile(@Value("${card.silent:false}") boolean silent) {
		this.silent = silent;
	}

	/**
	 * Starts an auction house with it.
	 */
	public static void main(String[] args) {
		SpringApplication.run(new Class<?>[] { AuctionHouseApplication.class, CardFile.class }, args);
	}

	/**
	 * The requests, one line for each.
	 * @param directory where the auction house works
	 */
	static List<String> requests(Path directory) throws IOException {
		Path file = directory.resolve(NAME);
		return Files.exists(file) ? Files.readAllLines(file) : List.of();
	}

	@Override
	public String authorize(UUID payment, String holder, long amount) {
		try {
			Files.writeString(Path.of(NAME), payment + " " + holder + " " + amount + "\n", StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
			if (this.silent) {
				new CountDownLatch(1).await();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return "code";
	}

}
