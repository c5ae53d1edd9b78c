package dev.actorspring.samples.limits;

import java.util.UUID;

import dev.actorspring.KeyedActors;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class LimitsTests {

	private final String name = UUID.randomUUID().toString();

	@Autowired
	private RestTestClient client;

	@Autowired
	private KeyedActors<Quota> quotas;

	@Test
	void controllerCallsAnActor() {
		for (int left = Quota.MOST - 1; left >= 0; left--) {
			quote().expectStatus().isOk().expectBody().jsonPath("$.left").isEqualTo(left);
		}
		quote().expectStatus()
			.isEqualTo(429)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("That was enough for this minute");
		this.quotas.get(this.name).tell(new Quota.Refill());
		quote().expectStatus().isOk();
	}

	@Test
	void actorAnswersByItself() {
		quote();
		this.client.get()
			.uri("/quotas/" + this.name)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.json("{\"left\":2,\"of\":3}");
	}

	@Test
	void healthAndMetersAreThere() {
		this.client.get().uri("/actuator/health").exchange().expectStatus().isOk();
		assertThat(ClassUtils.isPresent("io.netty.channel.Channel", null)).isFalse();
		assertThat(ClassUtils.isPresent("reactor.core.publisher.Mono", null)).isFalse();
	}

	private RestTestClient.ResponseSpec quote() {
		return this.client.get().uri("/quote").header("X-Client", this.name).exchange();
	}

}
