package io.sallyport.gate;

import io.sallyport.trust.RootMetadata;
import java.time.Instant;
import java.util.List;

/**
 * What the gate admits at this moment.
 *
 * @param inventoryRelease release named by the vendor-signed inventory
 * @param vendorRoot what the vendor root is for under which it is signed
 * @param platformDigests number of bundle digests the inventory admits
 * @param generations site generations whose packages are admitted, ascending
 * @param siteDigests number of bundle digests these generations admit
 * @param siteTrusted false if the site metadata or the running pointer could not be verified: only the inventory is admitted then
 * @param refusals refusals since start
 * @param spoolDropped refusals that could not be written to the spool (full or not writable)
 * @param anchor how the site's roots stand to what the distribution is anchored to
 * @param loaded when the admitted set was last read from disk
 */
public record GateStatus(String inventoryRelease, RootMetadata.Purpose vendorRoot, int platformDigests, List<Integer> generations, int siteDigests,
    boolean siteTrusted,
    long refusals, long spoolDropped, Anchor anchor,
    Instant loaded) {
  public GateStatus {
    generations = List.copyOf(generations);
  }
}
