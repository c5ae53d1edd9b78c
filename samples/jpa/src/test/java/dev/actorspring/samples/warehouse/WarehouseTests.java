package dev.actorspring.samples.warehouse;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class WarehouseTests {

	private final String sku = UUID.randomUUID().toString();

	@Autowired
	private RestTestClient client;

	@Autowired
	private KeyedActors<Shelf> shelves;

	@Autowired
	private Articles articles;

	@Test
	void neverSellsMoreThanThereAre() {
		ActorRef<Shelf> shelf = this.shelves.get(this.sku);
		shelf.call(new Shelf.Deliver(100));
		List<CompletableFuture<Shelf.Stock>> removals = IntStream.range(0, 250)
			.mapToObj((i) -> shelf.ask(new Shelf.Remove(1)))
			.toList();
		CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new)).exceptionally((failure) -> null).join();
		assertThat(removals.stream().filter((each) -> !each.isCompletedExceptionally())).hasSize(100);
		assertThat(removals.stream().filter(CompletableFuture::isCompletedExceptionally))
			.allSatisfy((each) -> assertThat(each.exceptionNow()).isInstanceOf(Shelf.SoldOut.class));
		assertThat(this.articles.findById(this.sku)).hasValueSatisfying((article) -> {
			assertThat(article.pieces()).isZero();
			assertThat(article.version()).isEqualTo(100);
		});
	}

	@Test
	void refusedRemovalIsRolledBack() {
		post("deliveries", 3).expectStatus().isOk().expectBody().json("{\"pieces\":3}");
		post("removals", 4).expectStatus().isEqualTo(409);
		post("removals", 0).expectStatus().isBadRequest();
		this.client.get().uri("/shelves/" + this.sku).exchange().expectBody().json("{\"pieces\":3}");
		assertThat(this.articles.findById(this.sku).orElseThrow().pieces()).isEqualTo(3);
	}

	private RestTestClient.ResponseSpec post(String what, int pieces) {
		return this.client.post().uri("/shelves/" + this.sku + "/" + what).body(new Shelf.Remove(pieces)).exchange();
	}

}
