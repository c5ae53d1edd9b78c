package dev.actorspring.boot.webflux;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.caller.CallerParameterException;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.State;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What handlers take besides the message: who asks, and what is known of the request.
 */
@SpringBootTest(classes = CallerContractTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.metrics.enabled=false", "actor.web.expose=desk", "tenant.header=X-Tenant",
				"tenant.default=everybody" })
@ExtendWith(CheckedStacks.class)
class CallerContractTests {

	private WebTestClient client;

	@Autowired
	private ActorRef<Desk> desk;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@Test
	void principal_isWhoHasLoggedIn_inEachForm() {
		get("who", Map.of(), "ann").expectBody(String.class).isEqualTo("\"ann ann ann true ann\"");
	}

	@Test
	void principal_isNull_whereNobodyHas() {
		get("who", Map.of(), null).expectBody(String.class).isEqualTo("\"null null null null null\"");
	}

	@Test
	void principalThatMustBeThere_isAskedFor() {
		get("member", Map.of(), "ann").expectBody(String.class).isEqualTo("\"ann\"");
		problem(get("member", Map.of(), null), 401, "unauthorized");
	}

	@Test
	void bodyAndQuery_neverSayWhoAsks() {
		get("who?principal=eve&authentication=eve&user=eve&name=eve&tenant=eve", Map.of(), null)
			.expectBody(String.class)
			.isEqualTo("\"null null null null null\"");
		this.client.post()
			.uri("/desk/tenant?tenant=eve&X-Tenant=eve")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"text\":\"a\",\"tenant\":\"eve\",\"X-Tenant\":\"eve\",\"principal\":\"eve\"}")
			.exchange()
			.expectBody(String.class)
			.isEqualTo("\"a everybody\"");
	}

	@Test
	void headers_areConverted() {
		get("headers", Map.of("X-Count", "7", "X-List", "a,b", "X-Id", "8e03978e-40d5-43e8-bc93-6894a57f9324"), null)
			.expectBody(String.class)
			.isEqualTo("\"7 [a, b] 8e03978e-40d5-43e8-bc93-6894a57f9324 Optional.empty null\"");
		get("headers",
				Map.of("x-count", "7", "X-Id", "8e03978e-40d5-43e8-bc93-6894a57f9324", "X-Maybe", "5", "plain", "p"),
				null)
			.expectBody(String.class)
			.isEqualTo("\"7 [] 8e03978e-40d5-43e8-bc93-6894a57f9324 Optional[5] p\"");
	}

	@Test
	void headerThatIsGivenMoreThanOnce_isAList() {
		this.client.get()
			.uri("/desk/headers")
			.header("X-Count", "7")
			.header("X-Id", "8e03978e-40d5-43e8-bc93-6894a57f9324")
			.header("X-List", "a", "b,c")
			.exchange()
			.expectBody(String.class)
			.isEqualTo("\"7 [a, b,c] 8e03978e-40d5-43e8-bc93-6894a57f9324 Optional.empty null\"");
	}

	@ParameterizedTest
	@CsvSource({ "X-Count,seven,is not a valid int", "X-Id,x,is not a valid UUID", "X-Maybe,x,is not a valid Integer" })
	void headerThatCannotBeConverted_isRefused(String name, String value, String problem) {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.putAll(Map.of("X-Count", "7", "X-Id", "8e03978e-40d5-43e8-bc93-6894a57f9324"));
		headers.put(name, value);
		violation(get("headers", headers, null), name, problem);
	}

	@Test
	void headerThatIsMissing_isRefused_beforeTheMailbox() {
		violation(get("headers", Map.of("X-Count", "7"), null), "X-Id", "is required");
		this.client.get()
			.uri("/desk/headers")
			.header("Prefer", "respond-async")
			.exchange()
			.expectStatus()
			.isBadRequest();
	}

	@Test
	void headers_asAMap() {
		get("all", Map.of("X-One", "1"), null).expectBody(String.class).isEqualTo("\"1 1 [1]\"");
	}

	@Test
	void name_andDefault_mayHavePlaceholders() {
		tenant(Map.of("X-Tenant", "acme")).isEqualTo("\"a acme\"");
		tenant(Map.of("X-Tenant", "")).isEqualTo("\"a everybody\"");
		tenant(Map.of()).isEqualTo("\"a everybody\"");
	}

	private WebTestClient.BodySpec<String, ?> tenant(Map<String, String> headers) {
		return this.client.post()
			.uri("/desk/tenant")
			.headers((all) -> headers.forEach(all::set))
			.bodyValue(Map.of("text", "a"))
			.exchange()
			.expectBody(String.class);
	}

	@Test
	void cookies() {
		this.client.get()
			.uri("/desk/cookies")
			.cookie("session", "s1")
			.cookie("visits", "3")
			.exchange()
			.expectBody(String.class)
			.isEqualTo("\"s1 3\"");
		this.client.get()
			.uri("/desk/cookies")
			.cookie("session", "s1")
			.exchange()
			.expectBody(String.class)
			.isEqualTo("\"s1 0\"");
		violation(get("cookies", Map.of(), null), "session", "is required");
	}

	@ParameterizedTest
	@CsvSource({ "de-AT;q=0.5,de_AT", "'fr,en;q=0.1',fr" })
	void locale(String header, String locale) {
		get("locale", Map.of(HttpHeaders.ACCEPT_LANGUAGE, header), null).expectBody(String.class)
			.isEqualTo('"' + locale + '"');
	}

	@Test
	void address_isThatOfTheClient() {
		get("address", Map.of(), null).expectBody(String.class).isEqualTo("\"true true true\"");
	}

	@Test
	void whomAnActorAsks_knowsThemToo() {
		get("relay", Map.of("X-Tenant", "acme"), "ann").expectBody(String.class).isEqualTo("\"acme ann\"");
	}

	@Test
	void messageFromCode_comesWithoutARequest() {
		assertThat(this.desk.call(new Desk.Tenant("a"))).isEqualTo("a everybody");
		assertThat(this.desk.call(new Desk.Language())).isEqualTo(Locale.getDefault().toString());
		assertThat(this.desk.call(new Desk.Who())).isEqualTo("null null null null null");
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.desk.ask(new Desk.Cookies()).join())
			.withCauseInstanceOf(CallerParameterException.class)
			.withMessageContaining("Cookie 'session' is required");
		assertThatExceptionOfType(CallerParameterException.class).isThrownBy(() -> this.desk.call(new Desk.Cookies()))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("session"));
		this.desk.tell(new Desk.Cookies());
		assertThat(this.desk.call(new Desk.Tenant("b"))).isEqualTo("b everybody");
	}

	@Test
	void messageFromCode_comesWithWhoeverIsKnownThere() {
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(UsernamePasswordAuthenticationToken
			.authenticated(User.withUsername("bob").password("").roles("X").build(), null, List.of()));
		SecurityContextHolder.setContext(context);
		try {
			assertThat(this.desk.call(new Desk.Who())).isEqualTo("bob bob bob false bob");
			assertThat(this.desk.ask(new Desk.Member()).join()).isEqualTo("bob");
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	@Test
	void exposedMessages_comeWithThemToo() {
		this.client.post()
			.uri("/actors/desk/tenant")
			.header("X-Tenant", "acme")
			.bodyValue(Map.of("text", "a"))
			.exchange()
			.expectBody(String.class)
			.isEqualTo("\"a acme\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "boss", "tenantOfBoss" })
	void whoMayNotSend_isNotTold_whatIsMissing(String handler) {
		problem(get(handler, Map.of(), "ann"), 403, "forbidden");
		violation(get(handler, Map.of(), "bob"), "X-Tenant", "is required");
		get(handler, Map.of("X-Tenant", "acme"), "bob").expectStatus().isOk();
	}

	@Test
	void whatIsMissing_doesNotHideTheRest() {
		violation(get("own2", Map.of("X-Tenant", "ann"), "ann"), "X-Other", "is required");
		problem(get("own2", Map.of("X-Tenant", "bob"), "ann"), 403, "forbidden");
	}

	@Test
	void timersOfATurn_comeWithWhoHasBegunIt() {
		get("later", Map.of("X-Tenant", "acme"), "ann").expectBody(String.class).isEqualTo("\"done\"");
		await().untilAsserted(() -> get("heard", Map.of(), null).expectBody(String.class)
			.isEqualTo("\"once ann, at a rate nobody\""));
	}

	@Test
	void expression_knowsThemByTheirNames() {
		get("own", Map.of("X-Tenant", "ann"), "ann").expectStatus().isOk();
		problem(get("own", Map.of("X-Tenant", "bob"), "ann"), 403, "forbidden");
	}

	@Test
	void repeatedCommand_isTheSame_whateverComesAlong() {
		String till = UUID.randomUUID().toString();
		pay(till, "k1", "acme").expectBody(String.class).isEqualTo("\"1 acme\"");
		pay(till, "k1", "other").expectBody(String.class).isEqualTo("\"1 acme\"");
		pay(till, "k2", "other").expectBody(String.class).isEqualTo("\"2 other\"");
	}

	private ResponseSpec pay(String till, String key, String tenant) {
		return this.client.post()
			.uri("/purses/{key}/payments", till)
			.header("Idempotency-Key", '"' + key + '"')
			.header("X-Tenant", tenant)
			.bodyValue(Map.of("amount", 1))
			.exchange()
			.expectStatus()
			.isOk();
	}

	private ResponseSpec get(String handler, Map<String, String> headers, @Nullable String user) {
		return this.client.get().uri("/desk/" + handler).headers((all) -> {
			headers.forEach(all::set);
			if (user != null) {
				all.setBasicAuth(user, "secret");
			}
		}).exchange();
	}

	private static void violation(ResponseSpec response, String field, String message) {
		problem(response, 400, "invalid-request").jsonPath("$.violations[0].field")
			.isEqualTo(field)
			.jsonPath("$.violations[0].message")
			.isEqualTo(message);
	}

	private static WebTestClient.BodyContentSpec problem(ResponseSpec response, int status, String type) {
		return response.expectStatus()
			.isEqualTo(status)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:" + type);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMethodSecurity
	@Import({ Desk.class, Clerk.class, Purse.class, Servlet.class, Reactive.class })
	static class Application {

		@Bean
		StateStore store() {
			return new InMemoryStateStore();
		}

	}

	private static List<UserDetails> users() {
		return List.of(User.withUsername("ann").password("{noop}secret").roles("USER").build(),
				User.withUsername("bob").password("{noop}secret").roles("ADMIN").build());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@EnableWebSecurity
	static class Servlet {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf((csrf) -> csrf.disable())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService userDetails() {
			return new InMemoryUserDetailsManager(users());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@EnableWebFluxSecurity
	static class Reactive {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.csrf((csrf) -> csrf.disable())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		MapReactiveUserDetailsService userDetails() {
			return new MapReactiveUserDetailsService(users());
		}

	}

	@Actor
	@RequestMapping("/desk")
	static class Desk {

		private final ActorRef<Clerk> clerk;

		Desk(ActorRef<Clerk> clerk) {
			this.clerk = clerk;
		}

		@Receive
		@GetMapping("/who")
		String who(Who message, @Nullable Principal principal, @Nullable Authentication authentication,
				@AuthenticationPrincipal(expression = "username") @Nullable String user,
				@AuthenticationPrincipal @Nullable UserDetails details,
				@CurrentSecurityContext @Nullable SecurityContext context) {
			return name(principal) + " " + name(authentication) + " " + user + " "
					+ ((details != null) ? isUser(authentication) : null) + " "
					+ name((principal != null) ? context.getAuthentication() : null);
		}

		private static boolean isUser(Authentication authentication) {
			return authentication.getAuthorities()
				.stream()
				.anyMatch((authority) -> "ROLE_USER".equals(authority.getAuthority()));
		}

		private static String name(Principal principal) {
			return (principal != null) ? principal.getName() : null;
		}

		@Receive
		@GetMapping("/member")
		String member(Member message, Principal principal) {
			return principal.getName();
		}

		@Receive
		@GetMapping("/headers")
		String headers(Headers message, @RequestHeader("X-Count") int count,
				@RequestHeader(name = "X-List", defaultValue = "") List<String> list, @RequestHeader("X-Id") UUID id,
				@RequestHeader("X-Maybe") Optional<Integer> maybe,
				@RequestHeader(required = false) @Nullable String plain) {
			return count + " " + list + " " + id + " " + maybe + " " + plain;
		}

		@Receive
		@GetMapping("/all")
		String all(All message, @RequestHeader HttpHeaders headers, @RequestHeader Map<String, String> map,
				@RequestHeader MultiValueMap<String, String> values) {
			return headers.getFirst("X-One") + " "
					+ map.entrySet()
						.stream()
						.filter((entry) -> entry.getKey().equalsIgnoreCase("X-One"))
						.map(Map.Entry::getValue)
						.findFirst()
						.orElse("")
					+ " " + values.get("X-One");
		}

		@Receive
		@PostMapping("/tenant")
		String tenant(Tenant message, ActorContext<Desk> context,
				@RequestHeader(name = "${tenant.header}", defaultValue = "${tenant.default}") String tenant) {
			return message.text() + " " + tenant;
		}

		@Receive
		@GetMapping("/cookies")
		String cookies(Cookies message, @CookieValue String session,
				@CookieValue(name = "visits", defaultValue = "0") int visits) {
			return session + " " + visits;
		}

		@Receive
		@GetMapping("/locale")
		String locale(Language message, Locale locale) {
			return locale.toString();
		}

		@Receive
		@GetMapping("/address")
		String address(Address message, InetSocketAddress socket, InetAddress address, Optional<InetAddress> maybe) {
			return address.isLoopbackAddress() + " " + address.equals(socket.getAddress()) + " "
					+ maybe.equals(Optional.of(address));
		}

		@Receive
		@GetMapping("/relay")
		String relay(Relay message) {
			return this.clerk.call(new Clerk.Note());
		}

		@Receive
		@GetMapping("/boss")
		@PreAuthorize("hasRole('ADMIN')")
		String boss(Boss message, ActorContext<Desk> context, @RequestHeader("X-Tenant") String tenant) {
			return tenant;
		}

		@Receive
		@GetMapping("/tenantOfBoss")
		@PreAuthorize("hasRole('ADMIN') and #message != null")
		String tenantOfBoss(TenantOfBoss message, @RequestHeader("X-Tenant") String tenant) {
			return tenant;
		}

		@Receive
		@GetMapping("/own")
		@PreAuthorize("#tenant == authentication.name")
		String own(Own message, @RequestHeader("X-Tenant") String tenant) {
			return tenant;
		}

		@Receive
		@GetMapping("/own2")
		@PreAuthorize("#tenant == authentication.name")
		String own2(Own2 message, @RequestHeader("X-Other") String other, @RequestHeader("X-Tenant") String tenant) {
			return tenant;
		}

		private String once = "";

		private String atARate = "";

		@Receive
		@GetMapping("/later")
		String later(Later message, ActorContext<Desk> context) {
			context.schedule(Duration.ofMillis(10), new Once());
			context.scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(50), new AtARate());
			return "done";
		}

		@Receive
		void once(Once message, @Nullable Principal principal) {
			this.once = "once " + ((principal != null) ? principal.getName() : "nobody");
		}

		@Receive
		void atARate(AtARate message, @Nullable Principal principal) {
			this.atARate = "at a rate " + ((principal != null) ? principal.getName() : "nobody");
		}

		@Receive
		@GetMapping("/heard")
		String heard(Heard message) {
			return this.once + ", " + this.atARate;
		}

		record Own2() implements Request<Desk, String> {

		}

		record Later() implements Request<Desk, String> {

		}

		record Once() implements Message<Desk> {

		}

		record AtARate() implements Message<Desk> {

		}

		record Heard() implements Request<Desk, String> {

		}

		record Who() implements Request<Desk, String> {

		}

		record Member() implements Request<Desk, String> {

		}

		record Headers() implements Request<Desk, String> {

		}

		record All() implements Request<Desk, String> {

		}

		record Tenant(String text) implements Request<Desk, String> {

		}

		record Cookies() implements Request<Desk, String> {

		}

		record Language() implements Request<Desk, String> {

		}

		record Address() implements Request<Desk, String> {

		}

		record Relay() implements Request<Desk, String> {

		}

		record Boss() implements Request<Desk, String> {

		}

		record TenantOfBoss() implements Request<Desk, String> {

		}

		record Own() implements Request<Desk, String> {

		}

	}

	@Actor
	static class Clerk {

		@Receive
		String note(Note message, @RequestHeader("X-Tenant") String tenant, Principal principal) {
			return tenant + " " + principal.getName();
		}

		record Note() implements Request<Clerk, String> {

		}

	}

	@KeyedActor("purse")
	@RequestMapping("/purses/{key}")
	static class Purse {

		private final Durable<Paid> state;

		Purse(@State(name = "purse-paid") Durable<Paid> state) {
			this.state = state;
		}

		@Receive
		@PostMapping("/payments")
		String pay(Pay message, @RequestHeader("X-Tenant") String tenant) {
			int times = this.state.orElse(new Paid(0)).times() + 1;
			this.state.set(new Paid(times));
			return times + " " + tenant;
		}

		record Pay(int amount, @IdempotencyKey String id) implements Request<Purse, String> {

		}

		record Paid(int times) {

		}

	}

}
