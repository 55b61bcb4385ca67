package io.sallyport.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;

/** A partner's bundle, compiled for the plugin API of this build, against releases that changed it. */
class PackageJudgeTest {
  @TempDir static Path folder;
  private static PluginJar plugin;

  @BeforeAll
  static void build() throws IOException {
    Path built = new ApiJar().write(folder.resolve("built.jar"));
    String api = PlatformRelease.open(built, Optional.empty()).release().api();
    String[] numbers = api.split("\\.");
    String range = "[" + numbers[0] + "." + numbers[1] + "," + numbers[0] + "." + (Integer.parseInt(numbers[1]) + 1) + ")";
    String imports = "io.sallyport.api.insight;version=\"" + range + "\",io.sallyport.api.lifecycle;version=\"" + range + "\",io.sallyport.api.signal;version=\"" + range
        + "\",org.slf4j;version=\"[1.7,2)\"";
    plugin = PluginJar.compile(folder, imports).withApi(range);
  }

  @Test
  void theReleaseItWasBuiltForBreaksNothing() {
    assertEquals(List.of(), plugin.problems(new ApiJar().write(folder.resolve("same.jar"))));
  }

  @Test
  void whatTheReleaseAddsBreaksNothing() {
    ApiJar more = new ApiJar().withMethod(InsightSink.class, "more", true).withMethod(Plugin.class, "later", false).withMethod(SignalBatch.class, "more", false);
    assertEquals(List.of(), plugin.problems(more.write(folder.resolve("more.jar"))));
  }

  @Test
  void aMethodThatIsGone() {
    Path release = new ApiJar().withoutMethod(InsightSink.class, "raise").write(folder.resolve("method.jar"));
    assertEquals(List.of("SP-COMPAT-0004"), plugin.codes(release));
    String message = plugin.problems(release).get(0).message();
    assertTrue(message.contains("io.sallyport.api.insight.InsightSink.raise(Insight): void is gone – acme-limits 1.0.0 com.acme.Limits"), message);
  }

  @Test
  void aTypeThatIsGone() {
    assertTrue(plugin.codes(new ApiJar().withoutType(Quality.class).write(folder.resolve("type.jar"))).contains("SP-COMPAT-0003"));
    assertFalse(plugin.codes(new ApiJar().withoutType(io.sallyport.api.inference.InferenceRequest.class).write(folder.resolve("unused.jar"))).contains("SP-COMPAT-0003"));
  }

  @Test
  void aConstantThatIsGone() {
    assertEquals(List.of("SP-COMPAT-0005"), plugin.codes(new ApiJar().withoutField(Severity.class, "HIGH").write(folder.resolve("constant.jar"))));
    assertEquals(List.of(), plugin.codes(new ApiJar().withoutField(Severity.class, "CRITICAL").write(folder.resolve("other.jar"))));
  }

  @Test
  void anAbstractMethodMoreInWhatPackagesImplement() {
    assertEquals(List.of("SP-COMPAT-0007"), plugin.codes(new ApiJar().withMethod(Plugin.class, "later", true).write(folder.resolve("plugin.jar"))));
    assertEquals(List.of("SP-COMPAT-0007"), plugin.codes(new ApiJar().withMethod(SignalConsumer.class, "later", true).write(folder.resolve("lambda.jar"))), "a lambda implements it");
  }

  @Test
  void aMethodThatTheClassHappensToHaveIsNoProblem() {
    assertEquals(List.of(), plugin.codes(new ApiJar().withMethodFlags(Plugin.class, "health", Opcodes.ACC_ABSTRACT).write(folder.resolve("health.jar"))));
    assertEquals(List.of("SP-COMPAT-0007"), plugin.codes(new ApiJar().withMethod(Plugin.class, "prepared", true).write(folder.resolve("prepared.jar"))));
  }

  @Test
  void anotherShape() {
    assertTrue(plugin.codes(new ApiJar().withMethodFlags(Health.class, "ok", Opcodes.ACC_STATIC).write(folder.resolve("static.jar"))).contains("SP-COMPAT-0006"));
    assertTrue(plugin.codes(new ApiJar().withMethodFlags(Health.class, "ok", Opcodes.ACC_PUBLIC | Opcodes.ACC_PRIVATE).write(folder.resolve("private.jar"))).contains("SP-COMPAT-0004"));
  }

  @Test
  void aMajorVersionMore() {
    List<String> codes = plugin.codes(new ApiJar().withExports(header -> header.replaceAll("(version(:Version)?=\")[0-9.]+", "$11.0.0")).write(folder.resolve("major.jar")));
    assertEquals(List.of("SP-COMPAT-0001", "SP-COMPAT-0002", "SP-COMPAT-0002", "SP-COMPAT-0002"), codes.stream().sorted().toList());
  }

  @Test
  void onlyACompleteReleaseJudgesOtherImports() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("trust"));
    Files.createDirectories(home.resolve("system/a"));
    Files.writeString(home.resolve("trust/inventory.json"), "{}");
    Path api = new ApiJar().write(home.resolve("system/a/api.jar"));
    assertEquals(List.of(), plugin.problems(home));
    Files.copy(api, home.resolve("system/a/slf4j.jar"));
    new ApiJar().withExports(header -> "org.slf4j;version=\"2.0.17\"").write(home.resolve("system/a/slf4j.jar"));
    assertEquals(List.of("SP-COMPAT-0002"), plugin.codes(home));
    RefusedException refused = assertThrows(RefusedException.class, () -> PlatformRelease.open(home, Optional.of(new byte[] {'{', '}'})));
    assertTrue(refused.refusal().code().startsWith("SP-TRUST"), refused.getMessage());
  }

  @Test
  void whatIsNoReleaseIsRefused() throws IOException {
    assertEquals("SP-COMPAT-0010", assertThrows(RefusedException.class, () -> plugin.problems(folder)).refusal().code());
    assertEquals("SP-COMPAT-0010", assertThrows(RefusedException.class, () -> plugin.problems(plugin.jar())).refusal().code());
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    assertEquals("SP-COMPAT-0011", assertThrows(RefusedException.class, () -> plugin.problems(text)).refusal().code());
  }

  @Test
  void aPackageThatCannotBeReadIsNoCompatiblePackage() throws IOException {
    Path release = new ApiJar().write(folder.resolve("fine.jar"));
    Path damaged = Files.writeString(folder.resolve("damaged.jar"), "no jar");
    assertEquals(List.of("SP-COMPAT-0009"), new PluginJar(damaged, plugin.descriptor()).codes(release));
  }
}
