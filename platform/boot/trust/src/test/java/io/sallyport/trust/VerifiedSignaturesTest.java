package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was valid once is not verified again – and nothing else is taken for it. */
class VerifiedSignaturesTest {
  private static final byte[] MESSAGE = "generation 7".getBytes(StandardCharsets.UTF_8);

  @Test
  void aValidSignatureMakesNothingElseValid() throws Exception {
    KeyPair pair = pair();
    TufKey key = TufKey.of(pair.getPublic());
    TufKey other = TufKey.of(pair().getPublic());
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(MESSAGE);
    byte[] signature = signer.sign();
    for (int i = 0; i < 2; i++) {
      assertTrue(key.verify(MESSAGE, signature));
      assertFalse(other.verify(MESSAGE, signature));
      for (int bit = 0; bit < 8 * signature.length; bit += 13) {
        assertFalse(key.verify(MESSAGE, flipped(signature, bit)), "bit " + bit + " of the signature");
      }
      for (int bit = 0; bit < 8 * MESSAGE.length; bit++) {
        assertFalse(key.verify(flipped(MESSAGE, bit), signature), "bit " + bit + " of the message");
      }
      assertFalse(key.verify(new byte[0], signature));
      assertFalse(key.verify(MESSAGE, new byte[0]));
    }
  }

  @Test
  void everyPartCountsAndNoneRunsIntoTheNext() throws Exception {
    PublicKey key = pair().getPublic();
    byte[] a = {1, 2};
    byte[] b = {3};
    Set<ByteBuffer> all = new HashSet<>(List.of(VerifiedSignatures.digest("x", "p", key, a, b), VerifiedSignatures.digest("xp", "", key, a, b), VerifiedSignatures.digest("x", "p", key, new byte[] {1}, new byte[] {2, 3}),
        VerifiedSignatures.digest("x", "q", key, a, b), VerifiedSignatures.digest("x", "p", pair().getPublic(), a, b), VerifiedSignatures.digest("x", "p", key, b, a)));
    assertEquals(6, all.size());
    assertEquals(VerifiedSignatures.digest("x", "p", key, a, b), VerifiedSignatures.digest("x", "p", key, a.clone(), b.clone()));
  }

  @Test
  void theOldestIsForgottenAndNotWhatWasUsedSince() throws Exception {
    VerifiedSignatures valid = new VerifiedSignatures();
    ByteBuffer used = number(0);
    valid.add(used);
    valid.add(number(1));
    for (int i = 2; i < VerifiedSignatures.MOST; i++) {
      valid.add(number(i));
    }
    assertTrue(valid.contains(used));
    valid.add(number(VerifiedSignatures.MOST));
    assertTrue(valid.contains(used));
    assertFalse(valid.contains(number(1)));
    assertNotEquals(number(1), number(2));
  }

  private static ByteBuffer number(int number) {
    return ByteBuffer.allocate(32).putInt(0, number);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] copy = bytes.clone();
    copy[bit / 8] ^= (byte) (1 << bit % 8);
    return copy;
  }

  private static KeyPair pair() throws Exception {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }
}
