package io.sallyport.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signatures that were found valid in this JVM, the last {@value #MOST}: the same chain of roots and targets is read again at each step, and an
 * Ed25519 verification takes a millisecond. A signature is valid for a message and a key, or not, for ever; so only what is the same in every
 * byte, by SHA-256 over all of it, the algorithm and the provider, is not verified again. What was found invalid is never remembered. Thread-safe.
 */
final class VerifiedSignatures {
  static final int MOST = 1_024;

  private final Map<ByteBuffer, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
      return size() > MOST;
    }
  };

  /** What is verified, in 32 bytes: each part goes in with its length, so that no two mean the same. */
  static ByteBuffer digest(String algorithm, String provider, PublicKey key, byte[] message, byte[] signature) {
    MessageDigest sha256 = Digests.newSha256();
    for (byte[] part : new byte[][] {algorithm.getBytes(StandardCharsets.UTF_8), provider.getBytes(StandardCharsets.UTF_8), key.getEncoded(), message, signature}) {
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
      sha256.update(part);
    }
    return ByteBuffer.wrap(sha256.digest());
  }

  synchronized boolean contains(ByteBuffer digest) {
    return known.containsKey(digest) && known.get(digest); // get marks it as used
  }

  synchronized void add(ByteBuffer digest) {
    known.put(digest, true);
  }
}
