package dev.actorspring.demo.readme;

import java.io.IOException;
import java.io.StringReader;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * An element of a POM.
 *
 * @param element what the parser has made of it
 */
record Xml(Element element) {

	static Xml parse(String text) {
		try {
			return new Xml(DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new InputSource(new StringReader(text)))
				.getDocumentElement());
		}
		catch (IOException | SAXException | ParserConfigurationException ex) {
			throw new IllegalStateException(text, ex);
		}
	}

	/**
	 * The POM of a module.
	 */
	static Xml pom(String module) {
		return parse(Page.of(module + "/pom.xml").text());
	}

	Stream<Xml> all(String name) {
		NodeList nodes = this.element.getElementsByTagName(name);
		return IntStream.range(0, nodes.getLength()).mapToObj((i) -> new Xml((Element) nodes.item(i)));
	}

	/**
	 * What stands in the first element of a name.
	 */
	String text(String name) {
		return all(name).findFirst().orElseThrow().element().getTextContent();
	}

}
