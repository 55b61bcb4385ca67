package io.sallyport.itests.appliance;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The stand-alone {@code sallyport-verify.jar}, run as on another machine, on an appliance that is stopped. */
public final class Verifier {
  /** Something done to a file. */
  @FunctionalInterface
  public interface Edit {
    void to(Path file) throws IOException;
  }

  private final Project project;
  private final Appliance appliance;

  public Verifier(Project project, Appliance appliance) {
    this.project = project;
    this.appliance = appliance;
  }

  /** Codes of what it finds in HOME and DATA, each once. */
  public List<String> codes() {
    return codes(run("--json"));
  }

  private static List<String> codes(Result result) {
    JsonObject report = Json.parseObject(result.out().getBytes(StandardCharsets.UTF_8), "sallyport-verify");
    List<String> codes = report.objects("findings").stream().map(finding -> finding.string("code")).distinct().toList();
    if (result.succeeded() != codes.isEmpty()) {
      throw new AssertionError("exit status and findings disagree: " + result.text());
    }
    return codes;
  }

  /** The same after an edit of one file, which is then as it was. */
  public List<String> codesAfter(Path file, Edit edit) throws IOException {
    byte[] before = Files.exists(file) ? Files.readAllBytes(file) : null;
    edit.to(file);
    try {
      return codes();
    } finally {
      Files.deleteIfExists(file);
      if (before != null) {
        Files.write(file, before);
      }
    }
  }

  /** Codes of what it finds on a medium, each once. */
  public static List<String> codesOfMedium(Project project, Path medium) {
    return codes(run(project, List.of("medium", medium.toString(), "--home", project.assembly().toString(), "--json")));
  }

  /** Codes of what it finds in an extracted disk image, each once. */
  public static List<String> codesOfImage(Project project, Path extracted) {
    return codes(run(project, List.of("image", extracted.toString(), "--json")));
  }

  /** Names of the components in the bill of materials that it makes. */
  public List<String> components() {
    Path sbom = Folders.temporary("sbom").resolve("sbom.cdx.json");
    run("--sbom", sbom.toString()).orFail();
    try {
      return Json.parseObject(Files.readAllBytes(sbom), "sbom").objects("components").stream().map(component -> component.string("name")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Changes one bit in the middle. */
  public static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.write(file, bytes);
  }

  /** Replaces text that must be there. */
  public static void replace(Path file, String old, String fresh) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(old)) {
      throw new IllegalStateException(file + " does not hold " + old);
    }
    Files.writeString(file, text.replace(old, fresh));
  }

  private Result run(String... options) {
    List<String> words = new ArrayList<>(List.of("appliance", appliance.setup().home().toString(), "--data", appliance.data().toString()));
    words.addAll(List.of(options));
    return run(project, words);
  }

  private static Result run(Project project, List<String> words) {
    // With the optimising compiler, which has the fast SHA-256: it reads the whole distribution.
    List<String> command = new ArrayList<>(List.of(Program.javaBinary(), "-XX:+UseSerialGC", "-XX:CompileThresholdScaling=3", "-jar",
        project.built("platform/boot/verify/target/sallyport-verify.jar").toString()));
    command.addAll(words);
    command.addAll(List.of("--root", project.developmentKeys().resolve("root.json").toString()));
    return Program.run(command, Map.of(), project.root());
  }
}
