package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every piece of Java on the partners' page is part of a source that is compiled and run here. */
class PageTest {
  private static final Path PAGE = Path.of("../../karaf-assembly/src/main/docs/partners/testing.md");
  private static final Path SOURCES = Path.of("src/test/java");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void itsCodeIsCodeThatRuns() throws IOException {
    List<String> pieces = pieces(Files.readString(PAGE));
    List<String> foreign = pieces.stream().filter(piece -> !isCompiled(piece)).toList();
    assertEquals("", String.join("\n---\n", foreign));
    assertTrue(pieces.size() >= 8, pieces.size() + " pieces");
  }

  @Test
  void codeThatNobodyCompilesIsFound() {
    assertFalse(isCompiled("platform.signals().series(\"pump-1\", \"pressure\").send();\n"));
    assertFalse(isCompiled(""));
  }

  private static List<String> pieces(String page) {
    List<String> pieces = new ArrayList<>();
    Matcher java = JAVA.matcher(page);
    while (java.find()) {
      pieces.add(java.group(1));
    }
    return pieces;
  }

  private static boolean isCompiled(String piece) {
    String wanted = plain(piece);
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return !wanted.isEmpty() && files.filter(file -> file.toString().endsWith(".java")).anyMatch(file -> !file.endsWith("PageTest.java") && plain(text(file)).contains(wanted));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without indentation and empty lines. */
  private static String plain(String text) {
    return text.replaceAll("(?m)^[ \t]+", "").replaceAll("\n+", "\n").strip();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
