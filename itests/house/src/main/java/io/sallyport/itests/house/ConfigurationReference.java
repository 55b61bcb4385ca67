package io.sallyport.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The reference of what a site may set for our packages, made of the pages that the annotation processor wrote into their bundles. */
public final class ConfigurationReference {
  private static final String HEAD = """
      # Settings of the packages
      <!-- java -cp itests/house/target/classes io.sallyport.itests.house.ConfigurationReference -->

      A site sets them in files below `DATA/site/etc`, named after the PID. Keys are dotted, `#` begins a comment. A list is an array in a file `PID.config`, where texts are quoted and numbers have their type before them: `signals = ["V1", "V2"]`, `window.rows = I"16"`.
      A value that cannot be taken fails the package's proof; an unknown key shows in its health (`generation:show`). Other packages carry the same page in their bundle: `META-INF/sallyport/configuration/`.

      """;

  private final House house;

  public ConfigurationReference(House house) {
    this.house = house;
  }

  /** Writes the page. */
  public static void main(String[] arguments) throws IOException {
    ConfigurationReference reference = new ConfigurationReference(House.find());
    Files.writeString(reference.page(), reference.text());
  }

  public Path page() {
    return house.root().resolve("karaf-assembly/src/main/docs/configuration.md");
  }

  /** The page as it must be. @throws IllegalStateException if no package with settings is built */
  public String text() {
    StringBuilder text = new StringBuilder(HEAD);
    List<Path> pages = pages();
    if (pages.isEmpty()) {
      throw new IllegalStateException("no package with settings is built");
    }
    pages.forEach(page -> text.append('#').append(House.text(page)).append('\n'));
    return text.toString().stripTrailing() + "\n";
  }

  private List<Path> pages() {
    List<Path> pages = new ArrayList<>();
    for (String module : house.modules()) {
      Path folder = house.root().resolve(module).resolve("target/classes/META-INF/sallyport/configuration");
      if (module.startsWith("bundles/") && Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    pages.sort(Comparator.comparing(page -> page.getFileName().toString()));
    return pages;
  }
}
