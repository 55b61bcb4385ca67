package io.sallyport.itests.appliance;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The approvers' own machines: key files that never reach the appliance, and the signed-repo tool as a process of its own. */
public final class SiteOffice {
  private static final String PASSWORD = "approver-0815";

  private final Path tool;
  private final Path folder = Folders.temporary("office");
  private final Path password = folder.resolve("password");

  public SiteOffice(Project project) {
    this.tool = project.jar("signed-repo/tool/target", "sallyport-signed-repo-tool-");
    write(password, PASSWORD + "\n");
  }

  /** Makes a person's key; the file of its public half. */
  public Path key(String person) {
    run("keys", folder.toString(), person, "--password-file", password.toString()).orFail();
    return folder.resolve(person + ".json");
  }

  /** Gives a person's key an ML-DSA-87 half, or makes a new key with both; the file of its public halves. */
  public Path pair(String person) {
    run("keys", folder.toString(), person, "--policy", "hybrid", "--password-file", password.toString()).orFail();
    return folder.resolve(person + ".json");
  }

  public Path keyFile(String person) {
    return folder.resolve(person + ".p12");
  }

  /** A file of the office that is not there yet. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** A charter that needs two people, of quality and of security. @param approvers {@code user,role,Name} */
  public Path charter(String name, List<String> approvers) {
    return charter(name, "classical", approvers);
  }

  /** The same under a policy of signatures. */
  public Path charter(String name, String policy, List<String> approvers) {
    List<JsonObject> people = new ArrayList<>();
    for (String approver : approvers) {
      String[] parts = approver.split(",");
      people.add(JsonObject.builder().put("user", parts[0]).put("role", parts[1]).put("name", parts[2]).put("key", Json.parseObject(read(folder.resolve(parts[0] + ".json")), parts[0])).build());
    }
    JsonObject charter = JsonObject.builder().put("schema", "sallyport.charter/1").put("site", "Plant 7").put("approvers", people)
        .put("approval", Map.of("threshold", 2, "separation", List.of("quality", "security")))
        .put("waiver", Map.of("threshold", 3, "separation", List.of("quality", "security", "operations"))).put("policy", policy).build();
    return write(folder.resolve(name), charter.toString());
  }

  /** {@code site root}: the next root, from what the appliance exported. */
  public Result nextRoot(Path charter, Path exported, Path out) {
    return run("site", "root", out.toString(), "--charter", charter.toString(), "--from", exported.toString());
  }

  /** {@code site sign}, as that person. */
  public Result sign(Path file, String person, String... more) {
    return sign(file, keyFile(person), more);
  }

  /** The same with another key file. */
  public Result sign(Path file, Path key, String... more) {
    List<String> command = new ArrayList<>(List.of("site", "sign", file.toString(), "--key", key.toString(), "--password-file", password.toString(), "--yes"));
    command.addAll(List.of(more));
    return run(command.toArray(String[]::new));
  }

  /** {@code site approve}, as that person. */
  public Result approve(Path candidate, String person, Path out) {
    return approve(candidate, keyFile(person), out);
  }

  /** The same with another key file. */
  public Result approve(Path candidate, Path key, Path out) {
    return run("site", "approve", candidate.toString(), "--key", key.toString(), "--out", out.toString(), "--password-file", password.toString(), "--yes");
  }

  /** {@code site rollback}, as that person. */
  public Result rollback(Path exported, String person, Path out) {
    return run("site", "rollback", exported.toString(), "--key", keyFile(person).toString(), "--out", out.toString(), "--password-file", password.toString(), "--yes");
  }

  public Result run(String... arguments) {
    return Program.java(tool, arguments);
  }

  /** The password of every key here. */
  public char[] password() {
    return PASSWORD.toCharArray();
  }

  private static Path write(Path file, String text) {
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
