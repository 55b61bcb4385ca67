package io.sallyport.audit.internal;

import io.sallyport.audit.Finding;

/** A stored file is missing or is not what it must be. */
final class Damage extends RuntimeException {
  private final transient Finding finding;

  Damage(String file, long index, String what) {
    super(file + ": " + what);
    this.finding = new Finding(file, index, what);
  }

  Finding finding() {
    return finding;
  }
}
