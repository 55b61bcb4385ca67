package io.sallyport.signedrepo;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.TufKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A public key beside its key file: {@code NAME.json} next to {@code NAME.p12}. What {@code init} and {@code delegate} read. */
public final class PublicKeyFile {
  private PublicKeyFile() {}

  public static void write(Path file, TufKey key) {
    AtomicFiles.write(file, Json.pretty(key.toJson()).getBytes(StandardCharsets.UTF_8));
  }

  public static TufKey read(Path file) {
    try {
      return TufKey.fromJson(Json.parseObject(Files.readAllBytes(file), file.toString()));
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }

  /** A key with both halves, or a classical one. */
  public static void write(Path file, PairedKey key) {
    AtomicFiles.write(file, Json.pretty(key.toJson()).getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #write(Path, PairedKey)} writes it. */
  public static PairedKey readPair(Path file) {
    try {
      return PairedKey.fromJson(Json.parseObject(Files.readAllBytes(file), file.toString()));
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }

  /** The classical keys of the role in a directory: {@code vendor-ROLE.json} or {@code vendor-ROLE-N.json}, sorted by name. */
  public static List<TufKey> ofRole(Path directory, String role) {
    return named(directory, "vendor-" + role, false, "make it: keys " + directory + " vendor-" + role);
  }

  /** The ML-DSA-87 keys of the role in a directory: {@code vendor-ROLE-pq.json} or {@code vendor-ROLE-pq-N.json}, sorted by name. */
  public static List<TufKey> postQuantumOfRole(Path directory, String role) {
    return named(directory, "vendor-" + role + "-pq", true, "make it: keys " + directory + " vendor-" + role + "-pq --algorithm ml-dsa-87");
  }

  private static TufKey ofKind(Path file, boolean postQuantum, String next) {
    TufKey key = read(file);
    if (key.algorithm().filter(algorithm -> algorithm.postQuantum() == postQuantum).isEmpty()) {
      throw ToolRefusals.refuse("SP-TOOL-0002", "the public key is of another kind than its name says", file, next);
    }
    return key;
  }

  private static List<TufKey> named(Path directory, String name, boolean postQuantum, String next) {
    try (Stream<Path> files = Files.list(directory)) {
      List<TufKey> keys = new ArrayList<>();
      files.filter(file -> file.getFileName().toString().matches(name + "(-[0-9]+)?\\.json")).sorted().forEach(file -> keys.add(ofKind(file, postQuantum, next)));
      if (keys.isEmpty()) {
        throw ToolRefusals.refuse("SP-TOOL-0002", "there is no public key " + name, directory, next);
      }
      return keys;
    } catch (IOException e) {
      throw ToolRefusals.io(e, directory);
    }
  }
}
