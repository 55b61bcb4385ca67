package io.sallyport.itests.house;

import io.sallyport.verify.sbom.Licences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The list of other people's jars in NOTICE, made from what was built. */
public final class Notice {
  private static final String BEGIN = "Jars in the distribution, in packages and in the tool\n-----------------------------------------------------\n";
  /** The distribution; what packages and the tool embed. */
  private static final List<String> SHIPPED = List.of("karaf-assembly/target/assembly", "signed-repo/repository/target/libraries");

  private final House house;

  public Notice(House house) {
    this.house = house;
  }

  /** Writes the list into the file: {@code java -cp itests/house/target/classes:platform/boot/verify/target/classes:platform/boot/trust/target/classes io.sallyport.itests.house.Notice}. */
  public static void main(String[] arguments) throws IOException {
    Notice notice = new Notice(House.find());
    Files.writeString(notice.file(), notice.replaced(House.text(notice.file())));
  }

  public Path file() {
    return house.root().resolve("NOTICE");
  }

  /** All jars that are shipped. @throws IllegalStateException if something is not built */
  public List<Path> jars() {
    List<Path> jars = new ArrayList<>();
    for (String shipped : SHIPPED) {
      Path folder = house.root().resolve(shipped);
      if (!Files.isDirectory(folder)) {
        throw new IllegalStateException(shipped + " is not built");
      }
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return jars;
  }

  /** That text with the list as it must be. @throws IllegalArgumentException if the text does not say where */
  public String replaced(String text) {
    int begin = text.indexOf(BEGIN);
    if (begin < 0) {
      throw new IllegalArgumentException("NOTICE lacks the heading " + BEGIN);
    }
    Set<String> lines = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Path jar : jars()) {
      String name = jar.getFileName().toString();
      if (!name.startsWith("sallyport-")) {
        lines.add(name.substring(0, name.length() - ".jar".length()) + ": " + String.join(", ", Licences.identifiers(jar)) + "\n");
      }
    }
    return text.substring(0, begin + BEGIN.length()) + String.join("", lines);
  }
}
