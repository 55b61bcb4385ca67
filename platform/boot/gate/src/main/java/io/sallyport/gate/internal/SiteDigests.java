package io.sallyport.gate.internal;

import io.sallyport.gate.Anchor;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.SiteAnchor;
import io.sallyport.trust.site.SiteRepository;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bundles of the generations that the running pointer admits, each proved anew from disk: anchor, site root, approvals, pinned vendor metadata.
 * What cannot be proved is left out and said. Thread-safe: no state.
 */
final class SiteDigests {
  /**
   * What the disk says.
   *
   * @param generations proved generations, ascending
   * @param digests their bundles
   * @param anchor how the roots stand to the distribution's anchor
   * @param refusals what was left out and why; empty if all was proved
   */
  record Read(List<Integer> generations, Set<String> digests, Anchor anchor, List<Refusal> refusals) {}

  private static final Set<String> OF_ANCHOR = Set.of("SP-GATE-0020", "SP-GATE-0021");
  private final Path home;
  private final Path data;

  SiteDigests(Path home, Path data) {
    this.home = home;
    this.data = data;
  }

  Read read() {
    Set<Integer> proved = new TreeSet<>();
    Set<String> digests = new HashSet<>();
    List<Refusal> refusals = new ArrayList<>();
    Anchor anchor = Anchor.ABSENT;
    try {
      anchor = SiteAnchor.read(home).isPresent() ? Anchor.HELD : Anchor.ABSENT;
      SiteRepository site = SiteRepository.installed(home, data);
      if (site.commissioned()) {
        site.roots();
        for (int generation : new TreeSet<>(site.running().admitted())) {
          prove(site, generation, proved, digests, refusals);
        }
      }
    } catch (RefusedException e) {
      anchor = OF_ANCHOR.contains(e.refusal().code()) ? Anchor.BROKEN : anchor;
      refusals.add(refusal("", e));
    } catch (RuntimeException e) {
      refusals.add(refusal("", e));
    }
    return new Read(List.copyOf(proved), digests, anchor, refusals);
  }

  private void prove(SiteRepository site, int generation, Set<Integer> proved, Set<String> digests, List<Refusal> refusals) {
    try {
      digests.addAll(site.admittedDigests(generation));
      proved.add(generation);
    } catch (RuntimeException e) {
      refusals.add(refusal("generation " + generation + ": ", e));
    }
  }

  private Refusal refusal(String of, RuntimeException e) {
    return e instanceof RefusedException refused && OF_ANCHOR.contains(refused.refusal().code()) ? refused.refusal()
        : new Refusal("SP-GATE-0007", "the site repository cannot be proved: " + of + reason(e), data.resolve("site").toString(), "what it names is not admitted; restore site/ from backup");
  }

  private static String reason(RuntimeException e) {
    if (e instanceof RefusedException refused) {
      return refused.refusal().code() + ": " + refused.refusal().what() + " (" + refused.refusal().where() + ")";
    }
    return e instanceof UncheckedIOException ? e.getCause().toString() : e.toString();
  }
}
