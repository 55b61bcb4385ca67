package io.sallyport.vault.internal;

import io.sallyport.trust.Digests;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes what passes and fails at the end if it was not the expected content. Not thread-safe. */
final class VerifyingInputStream extends FilterInputStream {
  private final String expected;
  private final MessageDigest digest = Digests.newSha256();
  private boolean checked;

  VerifyingInputStream(InputStream in, String expected) {
    super(in);
    this.expected = expected;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    if (n > 0) {
      digest.update(bytes, offset, n);
    } else if (n < 0) {
      check();
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    return readNBytes((int) Math.min(n, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void check() throws IOException {
    if (!checked && !HexFormat.of().formatHex(digest.digest()).equals(expected)) {
      throw new IOException("SP-VAULT-0003: content in the vault was changed – " + expected + " – import the medium that carries it again");
    }
    checked = true;
  }
}
