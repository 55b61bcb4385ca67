package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What divides whole numbers, before ONNX Runtime sees it, and what it does when nobody looks. */
class WholeDivisionTest {
  private static final Path REPOSITORY = Path.of("../../..");

  @TempDir
  Path directory;

  private static ModelFile file(byte[] bytes) {
    return OnnxFiles.file("net", bytes, List.of(OnnxFiles.X), List.of(OnnxFiles.Y));
  }

  private static RefusedException refused(String code, byte[] bytes) {
    RefusedException refused = assertThrows(RefusedException.class, () -> OnnxGuard.check(file(bytes)));
    assertEquals(code, refused.refusal().code(), refused.getMessage());
    return refused;
  }

  @TestFactory
  Stream<DynamicTest> whatACallCouldEndAProcessByIsRefused() {
    return Divisions.deadly().entrySet().stream().map(net -> DynamicTest.dynamicTest(net.getKey(), () -> refused("SP-MODEL-0081", net.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> whatNoCallCanEndAProcessByIsTaken() {
    return Divisions.harmless().entrySet().stream().map(net -> DynamicTest.dynamicTest(net.getKey(), () -> OnnxGuard.check(file(net.getValue()))));
  }

  @Test
  void theRefusalNamesTheNodeAndAWayOut() {
    String message = refused("SP-MODEL-0081", Divisions.deadly().get("remainder")).getMessage();
    assertTrue(message.contains("Mod y") && message.contains("by what may be nought") && message.contains("Max"), message);
  }

  /** The negative twin: what the refused nets do to a JVM that nothing keeps from them. */
  @Test
  void whatIsRefusedEndsAJvm() throws Exception {
    for (String name : List.of("by what is sent less five", "remainder", "by minus one", "by minus one, 32 bits", "by the rows less one", "by at least a number of 32 bits", "in a branch, by what is around", "in a loop", "in a function")) {
      Fork fork = Fork.run(directory, RunRaw.class, name);
      assertTrue(fork.status() != 0 && fork.output().contains("SIGFPE"), () -> name + ": " + fork.status() + ", " + fork.output());
    }
  }

  @Test
  void whatIsTakenEndsNone() throws Exception {
    Fork fork = Fork.run(directory, RunRaw.class);
    assertEquals(0, fork.status(), fork.output());
    assertTrue(fork.output().contains(" answers") && fork.output().lines().noneMatch(line -> line.endsWith(": 0 answers")), fork.output());
  }

  /** Of some thousand random nets: what is taken ends no JVM. */
  @Test
  void whatIsTakenOfRandomNetsEndsNone() throws Exception {
    Fork fork = Fork.run(directory, RandomDivisions.class, "1", "2000");
    assertEquals(0, fork.status(), fork.output());
    System.out.println("random divisions: " + fork.output().strip().lines().reduce((a, b) -> b).orElse(""));
  }

  /** Whatever this repository ships, builds from, or measures. */
  @Test
  void realNetsAreTaken() throws Exception {
    List<Path> nets = new ArrayList<>();
    for (String place : List.of("bundles/models", "itests/bench/src/main/nets", "itests/sdk/energy-model/src", "plugin-api/archetype/model/src")) {
      try (Stream<Path> files = Files.walk(REPOSITORY.resolve(place))) {
        files.filter(file -> file.toString().endsWith(".onnx")).forEach(nets::add);
      }
    }
    assertTrue(nets.size() >= 9, nets::toString);
    for (Path net : nets) {
      byte[] bytes = Files.readAllBytes(net);
      assertDoesNotThrow(() -> OnnxGuard.check(file(bytes)), net::toString);
    }
  }

  /** ONNX Runtime would take it for its own format, whose operators nobody has looked at. */
  @Test
  void aFileThatIsTwoThingsIsRefused() {
    refused("SP-MODEL-0042", Divisions.ownFormat());
  }

  /** Protobuf puts two graphs together; whoever looks at one of them has looked at neither. */
  @Test
  void whatIsThereTwiceIsRefused() {
    byte[] harmless = Divisions.harmless().get("by two");
    byte[] deadly = Divisions.deadly().get("remainder");
    byte[] both = new byte[harmless.length + deadly.length];
    System.arraycopy(harmless, 0, both, 0, harmless.length);
    System.arraycopy(deadly, 0, both, harmless.length, deadly.length);
    assertTrue(refused("SP-MODEL-0006", both).getMessage().contains("twice"));
  }

  @Test
  void functionsThatCallThemselvesAreRefused() {
    refused("SP-MODEL-0042", OnnxFiles.recursive());
  }
}
