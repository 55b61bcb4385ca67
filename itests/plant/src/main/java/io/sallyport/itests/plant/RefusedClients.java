package io.sallyport.itests.plant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The client certificates that a plant has refused, by SHA-256, and what its engineer does with them. */
record RefusedClients(Path data) {
  private static final int LEAST = 16;
  private static final String ENDING = ".der";

  /** Trusts the one whose SHA-256 begins so; answers as a command does. */
  String trust(String thumbprint) {
    List<Path> found = files().stream().filter(file -> file.getFileName().toString().startsWith(thumbprint.toLowerCase(java.util.Locale.ROOT))).toList();
    if (thumbprint.length() < LEAST || found.size() != 1) {
      return "ERROR no refused client has this SHA-256, of which at least " + LEAST + " digits are needed; refused so far: " + this;
    }
    try {
      Files.move(found.get(0), data.resolve("trusted").resolve(found.get(0).getFileName()));
      return "OK trusted " + name(found.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(data.resolve("rejected"))) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(ENDING, "");
  }

  @Override
  public String toString() {
    return files().isEmpty() ? "none" : files().stream().map(RefusedClients::name).collect(Collectors.joining(", "));
  }
}
