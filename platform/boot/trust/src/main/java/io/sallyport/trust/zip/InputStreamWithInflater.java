package io.sallyport.trust.zip;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;

/** Frees the inflater's native memory when it is closed. Not thread-safe. */
final class InputStreamWithInflater extends FilterInputStream {
  private final Inflater inflater;

  InputStreamWithInflater(InputStream in, Inflater inflater) {
    super(in);
    this.inflater = inflater;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      inflater.end();
    }
  }
}
