package io.sallyport.signedrepo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the tool by its command line, as people do. */
final class ToolRun {
  private ToolRun() {}

  static String ok(Object... args) {
    List<String> out = new ArrayList<>();
    assertEquals(0, run(out, args), () -> String.join("\n", out));
    return String.join("\n", out);
  }

  static void refused(String code, Object... args) {
    List<String> out = new ArrayList<>();
    assertEquals(1, run(out, args), () -> String.join("\n", out));
    assertTrue(out.stream().anyMatch(line -> line.startsWith(code + ": ")), () -> "expected " + code + " in: " + String.join("\n", out));
  }

  static int run(List<String> out, Object... args) {
    PrintStream stdout = System.out;
    PrintStream stderr = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
    try {
      return Tool.execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    } finally {
      System.setOut(stdout);
      System.setErr(stderr);
      out.addAll(bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }
  }
}
