package dev.actorspring.boot.actuate.observer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;
import org.springframework.web.util.HtmlUtils;

/**
 * The HTML of the page.
 */
final class ObserverPage {

	static final MimeType TYPE = new MimeType("text", "html", StandardCharsets.UTF_8);

	static final Resource TEMPLATE = new ClassPathResource("page/index.html", ObserverPage.class);

	private ObserverPage() {
	}

	static String render(PageLinks links) {
		String actors = (links.actors() != null) ? links.actors() : "";
		return template().replace("${files}", HtmlUtils.htmlEscape(links.files()))
			.replace("${actors}", HtmlUtils.htmlEscape(actors))
			.replace("${cluster}", HtmlUtils.htmlEscape((links.cluster() != null) ? links.cluster() : ""))
			.replace("${topics}", HtmlUtils.htmlEscape((links.topics() != null) ? links.topics() : ""))
			.replace("${writable}", Boolean.toString(links.writable()));
	}

	private static String template() {
		try {
			return TEMPLATE.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
