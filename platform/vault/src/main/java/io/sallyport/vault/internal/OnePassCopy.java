package io.sallyport.vault.internal;

import io.sallyport.trust.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/**
 * Copies content into a file and hashes it in the same pass: while one chunk is read, those before it are hashed and written (ADR 0005).
 * What the file holds already is hashed and not copied again. Hashes content without copying it, too. For one file at a time.
 */
final class OnePassCopy {
  /** Where content comes from. */
  @FunctionalInterface
  interface Source {
    /** @param from bytes to leave out; 0 for an empty file */
    ReadableByteChannel open(long from) throws IOException;
  }

  /** The source failed, not the disk: what was copied is good for a later attempt. */
  static final class SourceFailure extends IOException {
    SourceFailure(Exception cause) {
      super(cause.toString(), cause);
    }
  }

  /**
   * What lies in the file, and on the disk.
   *
   * @param length in bytes; more than expected if the source is longer
   * @param sha256 of all of it
   * @param kept bytes of it that were there before
   */
  record Copied(long length, String sha256, long kept) {}

  private final Executor hasher;
  private final Executor writer;
  private final ChunkPool chunks;

  /**
   * @param hasher one thread, which goes on from chunk to chunk without waiting to be scheduled again
   * @param writer another
   * @param chunks may be shared with other copies
   */
  OnePassCopy(Executor hasher, Executor writer, ChunkPool chunks) {
    this.hasher = hasher;
    this.writer = writer;
    this.chunks = chunks;
  }

  /** A copy of small content in the caller's own thread. */
  static OnePassCopy inPlace(long length) {
    return new OnePassCopy(Runnable::run, Runnable::run, new ChunkPool(1, (int) Math.min(ChunkPool.CHUNK, length + 1)));
  }

  /**
   * Copies to the end of the source, or to one byte more than expected.
   *
   * @param length expected, in bytes
   * @param progress hears of bytes dealt with, from any thread
   * @throws SourceFailure if reading failed or the caller was interrupted
   * @throws IOException if the disk failed
   */
  Copied copy(Source source, Path file, long length, LongConsumer progress) throws IOException {
    try (ChunkFile out = ChunkFile.open(file, length)) {
      Pass pass = new Pass(out::write, progress);
      long kept = out.wholeChunks(length);
      try {
        pass.run(out.content(), kept, false);
        append(pass, source, length);
      } finally {
        pass.settle();
      }
      pass.requireSuccess();
      out.finish(pass.position);
      return new Copied(pass.position, HexFormat.of().formatHex(pass.digest.digest()), kept);
    } catch (ClosedByInterruptException | InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFailure(e);
    }
  }

  /**
   * Reads to the end of the source, or to one byte more than expected, and writes nothing.
   *
   * @param length expected, in bytes
   * @param progress hears of bytes dealt with, from any thread
   * @throws SourceFailure if reading failed or the caller was interrupted
   */
  Copied hash(Source source, long length, LongConsumer progress) throws SourceFailure {
    Pass pass = new Pass((chunk, at) -> {}, progress);
    try (ReadableByteChannel in = source.open(0)) {
      try {
        pass.run(in, length + 1, false);
      } finally {
        pass.settle();
      }
      pass.requireSuccess();
      return new Copied(pass.position, HexFormat.of().formatHex(pass.digest.digest()), 0);
    } catch (ClosedByInterruptException | InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFailure(e);
    } catch (IOException e) {
      throw new SourceFailure(e);
    }
  }

  private static void append(Pass pass, Source source, long length) throws IOException, InterruptedException {
    try (ReadableByteChannel in = source.open(pass.position)) {
      pass.run(in, length + 1, true);
    } catch (IOException e) {
      throw new SourceFailure(e);
    }
  }

  /** Where chunks are written to. */
  @FunctionalInterface
  private interface Sink {
    /** @param at position of the chunk, in bytes */
    void write(ByteBuffer chunk, long at) throws IOException;
  }

  /** One file under way. Hashing and writing each go on in the order of the chunks, beside each other. */
  private final class Pass {
    private final Sink out;
    private final LongConsumer progress;
    private final MessageDigest digest = Digests.newSha256();
    private CompletableFuture<Void> hashed = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> given = CompletableFuture.completedFuture(null);
    private long position;

    Pass(Sink out, LongConsumer progress) {
      this.out = out;
      this.progress = progress;
    }

    /** Takes chunks in until there are no more, that length is reached or writing has failed. */
    void run(ReadableByteChannel in, long to, boolean write) throws IOException, InterruptedException {
      boolean more = true;
      while (more && position < to && !written.isCompletedExceptionally()) {
        ByteBuffer chunk = chunks.take();
        try {
          more = fill(chunk.limit((int) Math.min(chunk.capacity(), to - position)), in);
        } catch (IOException | RuntimeException e) {
          chunks.give(chunk);
          throw e;
        }
        handOn(chunk.flip(), write);
      }
    }

    private boolean fill(ByteBuffer chunk, ReadableByteChannel in) throws IOException {
      int n = 0;
      while (chunk.hasRemaining() && n >= 0) {
        n = in.read(chunk);
      }
      return n >= 0;
    }

    private void handOn(ByteBuffer chunk, boolean write) {
      ByteBuffer toHash = chunk.duplicate();
      ByteBuffer toWrite = chunk.duplicate();
      int length = chunk.remaining();
      long at = position;
      position += length;
      hashed = hashed.thenRunAsync(() -> digest.update(toHash), hasher);
      if (write) {
        written = written.thenRunAsync(() -> write(toWrite, at), writer);
      }
      CompletableFuture<Void> back = CompletableFuture.allOf(hashed, written).handle((done, failure) -> {
        chunks.give(chunk);
        progress.accept(length);
        return null;
      });
      given = CompletableFuture.allOf(given, back);
    }

    private void write(ByteBuffer chunk, long at) {
      try {
        out.write(chunk, at);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Waits until nothing uses the file any more, every buffer is back, and all progress is told. */
    void settle() {
      given.handle((done, failure) -> null).join();
    }

    void requireSuccess() throws IOException {
      try {
        CompletableFuture.allOf(hashed, written).join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof UncheckedIOException failed ? failed.getCause() : new IOException(e.getCause());
      }
    }
  }
}
