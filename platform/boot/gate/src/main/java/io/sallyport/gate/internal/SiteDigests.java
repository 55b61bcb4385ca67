package io.sallyport.gate.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

final class SiteDigests {
  record Read(List<Integer> generations, Set<String> digests, String refusal) {}
  private final Path file;
  SiteDigests(Path home, Path data) { file = data.resolve("site/digests.txt"); }
  String where() { return file.toString(); }
  Read read() {
    try {
      return new Read(List.of(), Files.exists(file) ? Files.readAllLines(file).stream().collect(Collectors.toSet()) : Set.of(), "");
    } catch (IOException e) {
      return new Read(List.of(), Set.of(), e.toString());
    }
  }
}
