package dev.actorspring.boot.webmvc;

import org.springframework.test.context.TestPropertySource;

/**
 * The same where the threads of requests are virtual.
 */
@TestPropertySource(properties = "spring.threads.virtual.enabled=true")
class ServletSecurityOnVirtualThreadsTests extends ServletSecurityTests {

}
