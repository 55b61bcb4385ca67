package io.sallyport.trust.site;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Every site root there was, and which of them a generation is judged by (ADR 0006): the one it was planned under. That one must be in force,
 * or the one in force must name the generation among those it keeps; so keys that were taken out approve nothing new.
 *
 * @param versions ascending from version 1, at least one
 */
public record SiteRoots(List<SiteRoot> versions) {
  public SiteRoots {
    versions = List.copyOf(versions);
  }

  /**
   * Reads and verifies the chain. It ends where no file continues it: what is no properly signed successor is no part of it, whatever its name.
   *
   * @param files a root's bytes by version, empty if there is none
   * @throws RefusedException SP-TRUST-0011, 0022, 0024 or 0050 for the first root
   */
  static SiteRoots read(LongFunction<Optional<byte[]>> files) {
    List<SiteRoot> chain = new ArrayList<>();
    byte[] bytes = files.apply(1).orElseThrow(() -> refuse("SP-TRUST-0022", "the metadata file is missing", where(1), "commission the site, or restore it from a backup"));
    chain.add(SiteRoot.selfSigned(bytes, where(1)));
    if (chain.get(0).version() != 1) {
      throw refuse("SP-TRUST-0024", "the first root has version " + chain.get(0).version(), where(1), "restore it from a backup");
    }
    Optional<SiteRoot> next = successor(chain.get(0), files);
    while (next.isPresent()) {
      chain.add(next.get());
      next = successor(next.get(), files);
    }
    return new SiteRoots(chain);
  }

  private static Optional<SiteRoot> successor(SiteRoot root, LongFunction<Optional<byte[]>> files) {
    try {
      return next(root, files);
    } catch (RuntimeException stray) {
      return Optional.empty(); // told by SiteStrays
    }
  }

  /** @throws RuntimeException if the next file is there and is no successor of this root */
  static Optional<SiteRoot> next(SiteRoot root, LongFunction<Optional<byte[]>> files) {
    long version = root.version() + 1;
    return files.apply(version).map(bytes -> root.next(bytes, where(version)));
  }

  /** The newest. */
  public SiteRoot inForce() {
    return versions.get(versions.size() - 1);
  }

  /**
   * Checks a generation's approvals.
   *
   * @throws RefusedException SP-TRUST-0011 or 0050 for signatures, 0073 for one of an importer, 0071 if its root is not here, 0072 if the root in force does not keep it
   */
  void requireApproval(Generation generation, String where) {
    SiteRoot root = plannedUnder(generation, where);
    if (root.version() < inForce().version() && !generation.sha256().equals(inForce().kept().get(generation.number()))) {
      throw refuse("SP-TRUST-0072", "the generation was approved under site root " + root.version() + ", and site root " + inForce().version() + " does not keep it", where,
          "plan a new generation");
    }
    root.requireApproval(generation.envelope(), where).stream().filter(generation::isImporter).findFirst().ifPresent(person -> {
      throw refuse("SP-TRUST-0073", person.user() + " has imported what the generation brings in, and approved it", where, "have it approved by others");
    });
  }

  /** Whether the people of the root that it was planned under have signed it, though that root may not be in force any more. @throws RefusedException as above */
  void requireSignatures(Generation generation, String where) {
    plannedUnder(generation, where).requireApproval(generation.envelope(), where);
  }

  private SiteRoot plannedUnder(Generation generation, String where) {
    Optional<Generation.PlannedUnder> named = generation.siteRoot();
    long version = named.map(Generation.PlannedUnder::version).orElse(1L);
    if (version < 1 || version > versions.size() || named.isPresent() && !named.get().sha256().equals(versions.get((int) version - 1).sha256())) {
      throw refuse("SP-TRUST-0071", "the generation was planned under a site root " + version + " that is not the one here", where, "restore site/metadata from a backup");
    }
    return versions.get((int) version - 1);
  }

  private static String where(long version) {
    return "site/metadata/" + version + ".root.json";
  }

  private static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
