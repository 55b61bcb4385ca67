package io.sallyport.gate.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

record PlatformDigests(String release, Set<String> digests) {
  static PlatformDigests verified(Path home) {
    try {
      return new PlatformDigests("spike", Files.readAllLines(home.resolve("trust/digests.txt")).stream().collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new IllegalStateException("SP-GATE-0006: no inventory " + e);
    }
  }
}
