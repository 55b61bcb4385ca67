package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a site may set of the platform is listed one by one, and nothing else reads the site's folder. */
class SiteSettingsTest {
  private static final House HOUSE = House.find();
  private static final Path ETC = HOUSE.root().resolve("config/etc");
  private static final Path LIST = HOUSE.root().resolve("platform/settings/src/main/java/io/sallyport/settings/internal/SitePids.java");
  private static final Pattern PID = Pattern.compile("configuration-pid=\"([^\"]+)\"");
  private static final Pattern LISTED = Pattern.compile("\"(io\\.sallyport\\.[a-z.]*[a-z])\"");

  /** A new component of the platform with settings makes somebody decide. */
  @Test
  void theListIsWhatThePlatformsComponentsRead() {
    Set<String> declared = new TreeSet<>();
    for (String module : HOUSE.modules()) {
      if (module.startsWith("platform/")) {
        ServiceComponents.of(HOUSE.root().resolve(module).resolve("target/classes")).forEach(description -> find(PID, House.text(description), declared));
      }
    }
    Set<String> listed = new TreeSet<>();
    find(LISTED, House.text(LIST), listed);
    assertEquals(declared, listed);
  }

  @Test
  void fileInstallReadsHomeOnlyAndConfigurationsStayInMemory() throws IOException {
    Properties framework = new Properties();
    framework.load(new StringReader(Files.readString(ETC.resolve("custom.properties"))));
    assertEquals("memory", framework.getProperty("felix.cm.pm"));
    try (Stream<Path> files = Files.list(ETC)) {
      assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith("org.apache.felix.fileinstall")));
    }
  }

  private static void find(Pattern pattern, String text, Set<String> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
  }
}
