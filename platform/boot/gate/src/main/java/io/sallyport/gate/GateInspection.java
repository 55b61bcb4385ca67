package io.sallyport.gate;

import io.sallyport.gate.internal.DiskInspection;
import io.sallyport.trust.Refusal;
import java.nio.file.Path;
import java.util.List;

/**
 * What the gate admits and refuses, read from the disk of an appliance that does not run: for verifiers. Immutable.
 *
 * @param release release named by the vendor-signed inventory
 * @param platformDigests number of bundle digests that the inventory admits
 * @param generations admitted site generations that were proved, ascending
 * @param siteDigests number of bundle digests that these admit
 * @param anchor how the site's roots stand to what the distribution is anchored to
 * @param refusals SP-GATE-0007 for what of the site cannot be proved, SP-GATE-0020 or 0021 if it is not the one that the
 *     distribution is anchored to
 */
public record GateInspection(String release, int platformDigests, List<Integer> generations, int siteDigests, Anchor anchor,
    List<Refusal> refusals) {
  public GateInspection {
    generations = List.copyOf(generations);
    refusals = List.copyOf(refusals);
  }

  /**
   * Inspects; writes nothing.
   *
   * @throws IllegalStateException SP-GATE-0006 if the inventory in {@code home} cannot be trusted
   */
  public static GateInspection of(Path home, Path data) {
    return DiskInspection.of(home, data);
  }
}
