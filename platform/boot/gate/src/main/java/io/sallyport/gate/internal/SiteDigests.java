package io.sallyport.gate.internal;

import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.SiteRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bundles of the generations that the running pointer admits, each proved anew from disk: site root, approvals, pinned vendor metadata.
 * What cannot be proved is left out and said. Thread-safe: no state.
 */
final class SiteDigests {
  /**
   * What the disk says.
   *
   * @param generations proved generations, ascending
   * @param digests their bundles
   * @param refusals what was left out and why; empty if all was proved
   */
  record Read(List<Integer> generations, Set<String> digests, List<String> refusals) {}

  private final Path root;
  private final Path data;

  SiteDigests(Path home, Path data) {
    this.root = home.resolve("trust/vendor-root.json");
    this.data = data;
  }

  String where() {
    return data.resolve("site").toString();
  }

  Read read() {
    Set<Integer> proved = new TreeSet<>();
    Set<String> digests = new HashSet<>();
    List<String> refusals = new ArrayList<>();
    try {
      SiteRepository site = SiteRepository.of(data, Files.readAllBytes(root));
      if (site.commissioned()) {
        for (int generation : new TreeSet<>(site.running().admitted())) {
          prove(site, generation, proved, digests, refusals);
        }
      }
    } catch (IOException | RuntimeException e) {
      refusals.add(reason(e));
    }
    return new Read(List.copyOf(proved), digests, refusals);
  }

  private static void prove(SiteRepository site, int generation, Set<Integer> proved, Set<String> digests, List<String> refusals) {
    try {
      digests.addAll(site.admittedDigests(generation));
      proved.add(generation);
    } catch (RuntimeException e) {
      refusals.add("generation " + generation + ": " + reason(e));
    }
  }

  private static String reason(Exception e) {
    if (e instanceof RefusedException refused) {
      return refused.refusal().code() + ": " + refused.refusal().what() + " (" + refused.refusal().where() + ")";
    }
    return e instanceof UncheckedIOException ? e.getCause().toString() : e.toString();
  }
}
