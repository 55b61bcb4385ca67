package io.sallyport.itests.appliance.forge;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes the metadata files of a medium. */
final class MetadataFolder {
  private final Media medium;

  MetadataFolder(Media medium) {
    this.medium = medium;
  }

  /** What is signed in the newest file of a role. */
  JsonObject signed(String role) {
    Path file = medium.metadata(role);
    try {
      return Envelope.parse(Files.readAllBytes(file), file.toString()).signed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #write(String, long, byte[])} with what is signed. */
  JsonObject write(String role, Envelope envelope) {
    return write(role, envelope.signed().integer("version"), envelope.toBytes());
  }

  /** Writes a version of a role and says what the file above it must say of it. */
  JsonObject write(String role, long version, byte[] bytes) {
    String name = role.equals("timestamp") ? "timestamp.json" : version + "." + role + ".json";
    write(medium.folder().resolve("metadata").resolve(name), bytes);
    return entry(bytes.length, Digests.sha256(bytes)).toBuilder().put("version", version).build();
  }

  /** Adds a target's file under its digest, if its name stays within the medium, and says what targets metadata must say of it. */
  JsonObject addTarget(String path, byte[] bytes) {
    String sha256 = Digests.sha256(bytes);
    Path file = target(path, sha256);
    if (file.startsWith(medium.folder())) {
      write(file, bytes);
    }
    return entry(bytes.length, sha256);
  }

  /** The same for a large file, which moves. */
  JsonObject addTarget(String path, Path content) {
    try {
      String sha256 = Digests.sha256(content);
      long length = Files.size(content);
      Path target = target(path, sha256);
      Files.createDirectories(target.getParent());
      Files.move(content, target);
      return entry(length, sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path target(String path, String sha256) {
    int slash = path.lastIndexOf('/') + 1;
    return medium.folder().resolve("targets").resolve(path.substring(0, slash)).resolve(sha256 + "." + path.substring(slash)).normalize();
  }

  private static JsonObject entry(long length, String sha256) {
    return JsonObject.builder().put("length", length).put("hashes", JsonObject.builder().put("sha256", sha256).build()).build();
  }

  void removeTargets(String folder) {
    Folders.delete(medium.folder().resolve("targets").resolve(folder));
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file)) {
        file.toFile().setWritable(true);
      }
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
