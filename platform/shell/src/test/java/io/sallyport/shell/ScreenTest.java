package io.sallyport.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Screen screen = new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8));

  private String text() {
    screen.flush();
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatATerminalWouldObeyIsReplacedHoweverItIsPrinted() {
    screen.println("fine\u001b[1A\u001b[2K");
    screen.println((Object) "turned\u202e round");
    screen.print('\u001b');
    screen.print("\u009b31m");
    screen.printf("%s of %d%n", "\u0007bell", 3);
    screen.append("a\u0000b\n");
    screen.println("Changes – of m:\n\tone\r\n  two");
    assertEquals("fine\uFFFD[1A\uFFFD[2K\nturned\uFFFD round\n\uFFFD\uFFFD31m\uFFFDbell of 3\na\uFFFDb\nChanges – of m:\n\tone\uFFFD\n  two\n", text());
  }

  @Test
  void aCellOfATableIsOneHarmlessLine() {
    Reply.table(List.of("Name", "Summary"), List.of(List.of("m", "good\n\u001b[2Kx"), List.of("n", 7)), "none").print(screen);
    String text = text();
    assertTrue(text.contains("good \uFFFD[2Kx") && text.contains("7"), text);
    assertFalse(text.contains("\u001b"), text);
    assertEquals(4, text.lines().count(), text);
  }
}
