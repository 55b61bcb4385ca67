package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier as an auditor gets it: one jar, nothing else on the class path. */
class VerifierJarIT {
  @TempDir Path directory;

  @Test
  void provesAnExportAndFindsAChange() throws Exception {
    TestLog test = new TestLog(directory).filled(1000);
    Path copy = directory.resolve("copy");
    try (FileAuditLog log = test.open()) {
      log.export(copy);
    }
    JsonObject good = run(0, copy.toString(), "--key", test.key().text(), "--json");
    assertTrue(good.bool("intact"));
    assertEquals(1003, good.integer("size"));
    TestLog.flip(copy.resolve("tile/0/002"), 40);
    JsonObject bad = run(1, copy.toString(), "--key", test.key().text(), "--json");
    assertEquals(513, bad.objects("findings").get(0).integer("index"));
  }

  private static JsonObject run(int status, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
        System.getProperty("verifier.jar")));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(status, process.waitFor(), new String(output));
    return Json.parseObject(output, "verifier");
  }
}
