package io.sallyport.signedrepo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  @TempDir Path work;

  @Test
  void runsUntilOneFails() throws IOException {
    Path with = work.resolve("a folder");
    assertEquals(0, run("development|" + with + "\n\ndevelopment|" + work.resolve("second") + "\n"));
    assertTrue(Files.exists(with.resolve("root.json")) && Files.exists(work.resolve("second/root.json")));
    assertEquals(1, run("sbom|" + work.resolve("absent.jar") + "|" + work.resolve("sbom.json") + "|--name|x|--version-of-package|1.0.0|--kind|model\ndevelopment|" + work.resolve("third")));
    assertFalse(Files.exists(work.resolve("third")), "what comes after a failure does not run");
    assertEquals(2, run("no-such-command"));
    assertEquals(2, run(""), "nothing to run is no success");
  }

  private int run(String lines) throws IOException {
    return Commands.run(Files.writeString(work.resolve("commands"), lines));
  }
}
