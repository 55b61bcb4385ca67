package io.sallyport.vault;

import java.util.List;

/**
 * What an import brought.
 *
 * @param medium name on the medium's label
 * @param added packages that are verified now and were not before
 * @param present packages on the medium that were verified already
 * @param targets files checked
 * @param bytes their total length; all of it was read from the medium, except for what was kept
 * @param kept bytes of them that an interrupted import of this medium had copied: hashed where they were copied to, not read from the medium again
 * @param targetsVersion version of the vendor's targets metadata now trusted
 * @param millis how long it took
 */
public record ImportReport(String medium, List<VaultPackage> added, List<VaultPackage> present, int targets, long bytes, long kept, long targetsVersion, long millis) {
  public ImportReport {
    added = List.copyOf(added);
    present = List.copyOf(present);
  }
}
