package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteTest {
  /** The example of the documentation of golang.org/x/mod/sumdb/note. */
  private static final String GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  private static final String GO_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

  @TempDir Path directory;

  @Test
  void understandsGosExample() {
    VerifierKey key = VerifierKey.parse(GO_KEY);
    assertEquals(GO_KEY, key.text());
    byte[] signature = Base64.getDecoder().decode(GO_SIGNATURE);
    assertArrayEquals(key.id(), Arrays.copyOf(signature, 4));
    byte[] text = GO_TEXT.getBytes(StandardCharsets.UTF_8);
    assertTrue(key.verify(text, Arrays.copyOfRange(signature, 4, signature.length)));
    text[0]++;
    assertFalse(key.verify(text, Arrays.copyOfRange(signature, 4, signature.length)));
    assertThrows(IllegalArgumentException.class, () -> VerifierKey.parse(GO_KEY.replace("c74f20a3", "c74f20a4")));
    assertThrows(IllegalArgumentException.class, () -> VerifierKey.parse(GO_KEY.replace("Peter", "Pieter")));
    assertThrows(IllegalArgumentException.class, () -> VerifierKey.parse("PeterNeumann"));
  }

  @Test
  void everyChangedByteIsNoticed() {
    TestLog log = new TestLog(directory);
    TreeHead head = TreeHead.sign(log.key(), 12, TreeHash.ofNothing(), Instant.parse("2026-11-25T10:00:00Z"), log.signer::sign);
    byte[] note = head.note().getBytes(StandardCharsets.UTF_8);
    assertEquals(12, TreeHead.open(note, log.key()).size());
    assertEquals(head.time(), TreeHead.open(note, log.key()).time());
    for (int i = 0; i < note.length; i++) {
      byte[] changed = note.clone();
      changed[i] ^= 1;
      assertThrows(IllegalArgumentException.class, () -> TreeHead.open(changed, log.key()), "byte " + i);
    }
    for (int length = 0; length < note.length; length++) {
      byte[] cut = Arrays.copyOf(note, length);
      assertThrows(IllegalArgumentException.class, () -> TreeHead.open(cut, log.key()), "cut to " + length);
    }
  }

  @Test
  void othersMaySignToo() {
    TestLog log = new TestLog(directory);
    String note = TreeHead.sign(log.key(), 0, TreeHash.ofNothing(), Instant.parse("2026-11-25T10:00:00Z"), log.signer::sign).note() + "\u2014 PeterNeumann " + GO_SIGNATURE + "\n";
    assertEquals(0, TreeHead.open(note.getBytes(StandardCharsets.UTF_8), log.key()).size());
    assertThrows(IllegalArgumentException.class, () -> TreeHead.open(note.getBytes(StandardCharsets.UTF_8), VerifierKey.parse(GO_KEY)));
  }
}
