package io.sallyport.trust.zip;

import java.io.IOException;

/** A jar that two readers could read differently, or that is damaged. The message says how, in half a sentence. */
public final class StrictZipException extends IOException {
  private static final long serialVersionUID = 1;

  StrictZipException(String how) {
    super(how);
  }
}
