package io.sallyport.tck.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads {@code OSGI-INF/metatype/*.xml} of a bundle (OSGi Compendium 8, chapter 105). Designates of factories are left out: their instances have names. */
final class Metatype {
  private Metatype() {}

  static List<Setting> read(Path bundle) throws IOException {
    List<Setting> settings = new ArrayList<>();
    try (JarFile jar = new JarFile(bundle.toFile(), false)) {
      for (ZipEntry entry : jar.stream().filter(entry -> entry.getName().startsWith("OSGI-INF/metatype/") && entry.getName().endsWith(".xml")).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          read(parse(in), settings);
        } catch (ParserConfigurationException | SAXException e) {
          throw new IOException(entry.getName() + " cannot be read", e);
        }
      }
    }
    return settings;
  }

  private static void read(Document document, List<Setting> settings) {
    for (Element designate : elements(document.getElementsByTagName("Designate"))) {
      if (!designate.getAttribute("pid").isEmpty()) {
        String type = elements(designate.getElementsByTagName("Object")).get(0).getAttribute("ocdref");
        elements(document.getElementsByTagName("OCD")).stream().filter(ocd -> ocd.getAttribute("id").equals(type))
            .forEach(ocd -> elements(ocd.getElementsByTagName("AD")).forEach(attribute -> settings.add(setting(designate.getAttribute("pid"), attribute))));
      }
    }
  }

  private static Setting setting(String pid, Element attribute) {
    Set<String> options = new LinkedHashSet<>();
    elements(attribute.getElementsByTagName("Option")).forEach(option -> options.add(option.getAttribute("value")));
    return new Setting(pid, attribute.getAttribute("id"), attribute.getAttribute("type"), text(attribute, "min"), text(attribute, "max"), options);
  }

  private static Optional<String> text(Element element, String name) {
    return Optional.of(element.getAttribute(name)).filter(value -> !value.isEmpty());
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Document parse(InputStream in) throws ParserConfigurationException, IOException, SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(in);
  }
}
