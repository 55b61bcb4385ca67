package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which files of {@code DATA/site/etc} are taken: the product's and those of partners, nothing of what lies below. */
class SiteSettingsTest {
  private static final Path ETC = House.find().root().resolve("config/etc");

  @Test
  void partnersMaySetTheirsAndNobodySetsKarafs() throws IOException {
    Pattern filter = filter();
    for (String taken : List.of("io.sallyport.connector.opcua.cfg", "com.acme.limits.cfg", "com.acme.limits.rule-boiler-1.cfg", "com.acme.limits.config", "de.acme-gmbh.plc.cfg")) {
      assertTrue(filter.matcher(taken).matches(), taken);
    }
    for (String left : List.of("org.apache.karaf.shell.cfg", "org.apache.felix.fileinstall-x.cfg", "org.apache.karaf.command.acl.bundle.cfg", "org.ops4j.pax.url.mvn.cfg", "jmx.acl.cfg",
        "org.osgi.service.http.cfg", "limits.cfg", ".com.acme.cfg", "com.acme.limits.rule~boiler.cfg", "../com.acme.cfg", "com.acme.limits.sh", "users.properties")) {
      assertFalse(filter.matcher(left).matches(), left);
    }
  }

  @Test
  void noneOfTheShippedFilesOfOthersIsTaken() throws IOException {
    Pattern filter = filter();
    try (Stream<Path> files = Files.list(ETC)) {
      List<String> taken = files.map(file -> file.getFileName().toString()).filter(name -> filter.matcher(name).matches() && !name.startsWith("io.sallyport.")).toList();
      assertEquals(List.of(), taken);
    }
  }

  private static Pattern filter() throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(ETC.resolve("org.apache.felix.fileinstall-site.cfg"))));
    return Pattern.compile(properties.getProperty("felix.fileinstall.filter"));
  }
}
