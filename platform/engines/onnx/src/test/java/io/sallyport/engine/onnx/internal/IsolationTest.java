package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine does to the machine around it, seen in a JVM of its own: which native code it maps, what it tries to reach. */
class IsolationTest {
  private static final List<String> NAMESPACE = System.getProperty("user.name").equals("root") ? List.of("unshare", "--net") : List.of("unshare", "--user", "--map-root-user", "--net");

  @TempDir Path scratch;

  /** In a network namespace without any way out, where the kernel counts every attempt to send or to connect. */
  @Test
  void itReachesForNothing() throws Exception {
    assumeTrue(run(NAMESPACE, "true").succeeded, "no private network namespace here");
    String engine = run(NAMESPACE, java("engine")).output();
    assertTrue(engine.contains("answered") && engine.contains("attempts 0"), engine);
    String telemetry = run(NAMESPACE, java("connect")).output();
    assertTrue(telemetry.contains("attempts ") && !telemetry.contains("attempts 0"), "one attempt must show: " + telemetry);
  }

  @Test
  void itMapsItsOwnVerifiedCopiesAndNoOtherRuntime() throws Exception {
    String output = run(List.of(), java("maps")).output();
    List<String> mapped = output.lines().filter(line -> line.startsWith("mapped ")).map(line -> line.substring(7)).distinct().toList();
    assertEquals(2, mapped.size(), output);
    for (String library : mapped) {
      assertTrue(library.matches(scratch + "/onnxruntime-[0-9]+/libonnxruntime(4j_jni)?\\.so \\(deleted\\)"), library);
    }
    assertTrue(output.contains("engines [OnnxRuntime]"), output);
  }

  private String[] java(String what) {
    return new String[] {Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), IsolatedEngine.class.getName(), what,
        scratch.toString()};
  }

  private record Ended(boolean succeeded, String text) {
    String output() {
      assertTrue(succeeded, text);
      return text;
    }
  }

  private static Ended run(List<String> before, String... command) throws Exception {
    List<String> words = new ArrayList<>(before);
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes());
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    return new Ended(ended && process.exitValue() == 0, text);
  }
}
