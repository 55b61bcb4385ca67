package io.sallyport.vault.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Digests;
import io.sallyport.trust.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
  private static final byte[] BYTES = "what was verified".getBytes();
  private static final String DIGEST = Digests.sha256(BYTES);

  @TempDir
  Path data;

  @Test
  void keepsAndReturnsVerifiedBytes() throws IOException {
    ContentStore store = new ContentStore(data);
    Path path = store.store(new ByteArrayInputStream(BYTES), BYTES.length, DIGEST);
    assertEquals(data.resolve("vault/sha256").resolve(DIGEST.substring(0, 2)).resolve(DIGEST), path);
    assertArrayEquals(BYTES, store.read(DIGEST, 100));
    try (InputStream in = store.open(DIGEST)) {
      assertArrayEquals(BYTES, in.readAllBytes());
    }
    assertEquals(path, store.verify(DIGEST));
    assertEquals("SP-VAULT-0004", code(() -> store.read(DIGEST, 3)));
  }

  @Test
  void refusesOtherBytesAndKeepsNothing() throws IOException {
    ContentStore store = new ContentStore(data);
    byte[] flipped = BYTES.clone();
    flipped[3] ^= 1;
    assertEquals("SP-VAULT-0005", code(() -> store.store(new ByteArrayInputStream(flipped), BYTES.length, DIGEST)));
    assertEquals("SP-VAULT-0005", code(() -> store.store(new ByteArrayInputStream(BYTES), BYTES.length + 1, DIGEST)));
    assertEquals("SP-VAULT-0005", code(() -> store.store(endless(), BYTES.length, DIGEST)));
    assertEquals("SP-VAULT-0006", code(() -> store.store(broken(), BYTES.length, DIGEST)));
    assertTrue(store.find(DIGEST).isEmpty());
    assertEquals(0, leftovers());
    assertEquals("SP-VAULT-0002", code(() -> store.require(DIGEST)));
    assertEquals("SP-VAULT-0002", code(() -> store.require("../../../etc/passwd")));
  }

  @Test
  void refusesWithoutSpace() throws IOException {
    ContentStore store = new ContentStore(data, () -> ContentStore.RESERVE + BYTES.length - 1);
    assertEquals("SP-VAULT-0001", code(() -> store.store(new ByteArrayInputStream(BYTES), BYTES.length, DIGEST)));
    assertEquals(0, leftovers());
  }

  @Test
  void seesCorruptionAndRepairsIt() throws IOException {
    ContentStore store = new ContentStore(data);
    Path path = store.store(new ByteArrayInputStream(BYTES), BYTES.length, DIGEST);
    Files.delete(path);
    Files.write(path, "what was verifieD".getBytes());
    assertEquals("SP-VAULT-0003", code(() -> store.read(DIGEST, 100)));
    assertEquals("SP-VAULT-0003", code(() -> store.verify(DIGEST)));
    try (InputStream in = store.open(DIGEST)) {
      assertThrows(IOException.class, in::readAllBytes);
    }
    store.store(new ByteArrayInputStream(BYTES), BYTES.length, DIGEST);
    assertArrayEquals(BYTES, store.read(DIGEST, 100));
  }

  @Test
  void emptiesWhatACrashLeftBehind() throws IOException {
    Files.createDirectories(data.resolve("vault/tmp"));
    Files.write(data.resolve("vault/tmp/partial"), BYTES);
    new ContentStore(data);
    assertEquals(0, leftovers());
  }

  private long leftovers() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("vault/tmp"))) {
      return files.count();
    }
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 'w';
      }
    };
  }

  static InputStream broken() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("medium removed");
      }
    };
  }

  static String code(org.junit.jupiter.api.function.Executable executable) {
    return assertThrows(RefusedException.class, executable).refusal().code();
  }
}
