package io.sallyport.provision.internal.apply;

import io.sallyport.vault.VaultPackage;

/** Reads every file of the incoming packages in the vault and compares it with its digest. */
final class FetchStep implements Step {
  private final Parts parts;

  FetchStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "fetch";
  }

  @Override
  public int order() {
    return 20;
  }

  @Override
  public String run(Swap swap) {
    long bytes = 0;
    int files = 0;
    for (VaultPackage pack : swap.incoming()) {
      for (var part : pack.descriptor().parts()) {
        parts.vault().verify(part.sha256());
        bytes += part.length();
        files++;
      }
    }
    return files + " files, " + bytes + " bytes verified";
  }
}
