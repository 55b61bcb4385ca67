package io.sallyport.itests.appliance.forge;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;

/** Keys that nobody at the vendor or the site knows. */
public final class Stranger {
  private Stranger() {}

  /** A new key. */
  public static Signer key() {
    return KeyFile.create(Folders.temporary("stranger").resolve("key.p12"), "stranger".toCharArray());
  }
}
