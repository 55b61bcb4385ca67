package io.sallyport.diode;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TargetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A medium of random files, whose metadata is a plain list: signatures are the judge's business, and tested with the vault. */
final class TestMedium {
  private final Path folder;
  private final Map<String, JsonObject> targets = new TreeMap<>();

  private TestMedium(Path folder) {
    this.folder = folder;
  }

  /** @param lengths one file each, in bytes */
  static Path write(Path folder, long seed, int... lengths) {
    try {
      TestMedium medium = new TestMedium(folder);
      Random random = new Random(seed);
      for (int i = 0; i < lengths.length; i++) {
        byte[] content = new byte[lengths[i]];
        random.nextBytes(content);
        medium.put("packages/p" + i + "/1.0.0/file.bin", content);
      }
      Files.createDirectories(folder.resolve("metadata"));
      Files.createDirectories(folder.resolve("targets"));
      Files.write(folder.resolve("metadata/1.targets.json"), Json.write(medium.targets));
      Files.writeString(folder.resolve("medium.json"), "{\"schema\":\"sallyport.medium/1\",\"name\":\"test-" + seed + "\"}");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(String path, byte[] content) throws IOException {
    TargetFile target = new TargetFile(path, content.length, Digests.sha256(content), Optional.empty());
    targets.put(path, target.toJson());
    Path file = folder.resolve("targets").resolve(target.consistentPath());
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /** Believes the list. */
  static Map<String, TargetFile> judge(Path metadata) {
    Path file = metadata.resolve("1.targets.json");
    if (!Files.exists(file)) {
      throw new RefusedException(new Refusal("SP-TRUST-0022", "the metadata is missing", "test", "none"));
    }
    try {
      JsonObject json = Json.parseObject(Files.readAllBytes(file), "targets");
      Map<String, TargetFile> targets = new LinkedHashMap<>();
      for (String path : json.keys()) {
        JsonObject target = json.object(path);
        targets.put(path, new TargetFile(path, target.integer("length"), target.object("hashes").string("sha256"), Optional.empty()));
      }
      return targets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Digests of all files by relative path. */
  static Map<String, String> content(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      Map<String, String> content = new TreeMap<>();
      tree.filter(Files::isRegularFile).forEach(file -> content.put(folder.relativize(file).toString(), Digests.sha256(file)));
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
