package io.sallyport.vault.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnePassCopyTest {
  private static final int CHUNK = ChunkPool.CHUNK;

  @TempDir
  Path directory;
  private final ExecutorService hasher = Executors.newSingleThreadExecutor();
  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final ChunkPool pool = new ChunkPool(2);
  private final OnePassCopy copy = new OnePassCopy(hasher, writer, pool);
  private final AtomicLong told = new AtomicLong();

  @AfterEach
  void end() throws InterruptedException {
    hasher.shutdownNow();
    writer.shutdownNow();
    // All buffers are back: neither end nor failure of a copy keeps one.
    pool.take();
    pool.take();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 4097})
  void copiesAndHashes(int length) throws IOException {
    byte[] content = content(length);
    Path file = directory.resolve("file");
    assertEquals(new OnePassCopy.Copied(length, Digests.sha256(content), 0), copy.copy(source(content), file, length, told::addAndGet));
    assertArrayEquals(content, Files.readAllBytes(file));
    assertEquals(length, told.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 7, 2 * CHUNK})
  void continuesAtTheLastWholeChunk(int there) throws IOException {
    byte[] content = content(2 * CHUNK + 99);
    Path file = Files.write(directory.resolve("file"), Arrays.copyOf(content, there));
    int kept = there / CHUNK * CHUNK;
    OnePassCopy.Source rest = from -> {
      assertEquals(kept, from);
      return Channels.newChannel(new ByteArrayInputStream(content, kept, content.length - kept));
    };
    assertEquals(new OnePassCopy.Copied(content.length, Digests.sha256(content), kept), copy.copy(rest, file, content.length, told::addAndGet));
    assertArrayEquals(content, Files.readAllBytes(file));
    assertEquals(content.length, told.get());
  }

  /** The digest says so; nothing of what was there is believed. */
  @Test
  void whatWasThereIsHashed() throws IOException {
    byte[] content = content(2 * CHUNK);
    byte[] torn = Arrays.copyOf(content, CHUNK);
    torn[CHUNK - 1] ^= 1;
    Path file = Files.write(directory.resolve("file"), torn);
    byte[] both = content.clone();
    System.arraycopy(torn, 0, both, 0, CHUNK);
    assertEquals(new OnePassCopy.Copied(both.length, Digests.sha256(both), CHUNK), copy.copy(source(content), file, content.length, told::addAndGet));
  }

  @Test
  void readsOneByteMoreThanExpected() throws IOException {
    InputStream endless = new InputStream() {
      @Override
      public int read() {
        return 'w';
      }
    };
    assertEquals(CHUNK + 1, copy.copy(from -> Channels.newChannel(endless), directory.resolve("file"), CHUNK, told::addAndGet).length());
    assertEquals(101, OnePassCopy.inPlace(100).copy(from -> Channels.newChannel(endless), directory.resolve("small"), 100, told::addAndGet).length());
  }

  @Test
  void aFileLongerThanExpectedIsCutOff() throws IOException {
    Path file = Files.write(directory.resolve("file"), content(3 * CHUNK));
    byte[] content = content(10);
    assertEquals(Digests.sha256(content), copy.copy(source(content), file, 10, told::addAndGet).sha256());
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void aMediumThatFailsLeavesWholeChunks() throws IOException {
    byte[] content = content(3 * CHUNK);
    Path file = directory.resolve("file");
    assertThrows(OnePassCopy.SourceFailure.class, () -> copy.copy(failingAfter(content, 2 * CHUNK + 5), file, content.length, told::addAndGet));
    OnePassCopy.Copied copied = copy.copy(from -> Channels.newChannel(new ByteArrayInputStream(content, (int) from, content.length - (int) from)), file, content.length, told::addAndGet);
    assertEquals(new OnePassCopy.Copied(content.length, Digests.sha256(content), 2 * CHUNK), copied);
    assertThrows(OnePassCopy.SourceFailure.class, () -> copy.copy(from -> {
      throw new IOException("no medium");
    }, directory.resolve("other"), 1, told::addAndGet));
  }

  /** {@code /dev/full} takes no byte. */
  @Test
  void aDiskThatFailsIsNotTheMediumsFault() {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isWritable(full));
    IOException failure = assertThrows(IOException.class, () -> copy.copy(source(content(5 * CHUNK)), full, 5L * CHUNK, told::addAndGet));
    assertTrue(!(failure instanceof OnePassCopy.SourceFailure), failure::toString);
  }

  @Test
  void anInterruptionEndsACopy() throws IOException {
    Thread.currentThread().interrupt();
    assertThrows(OnePassCopy.SourceFailure.class, () -> copy.copy(source(content(CHUNK)), directory.resolve("file"), CHUNK, told::addAndGet));
    assertTrue(Thread.interrupted());
  }

  private static OnePassCopy.Source source(byte[] content) {
    return from -> Channels.newChannel(new ByteArrayInputStream(content, (int) from, content.length - (int) from));
  }

  private static OnePassCopy.Source failingAfter(byte[] content, int length) {
    return from -> Channels.newChannel(new InputStream() {
      private int at;

      @Override
      public int read() throws IOException {
        if (at == length) {
          throw new IOException("medium removed");
        }
        return content[at++] & 0xff;
      }
    });
  }

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }
}
