package io.sallyport.vault.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/** So many buffers for chunks of content, made when first needed and used again: what bounds the memory of an import. Thread-safe. */
final class ChunkPool {
  /** Length of a chunk of a large file, in bytes. */
  static final int CHUNK = 4 << 20;

  /** Buffers of whole chunks begin at a multiple of this many bytes, as writing past the page cache needs it. */
  static final int ALIGNMENT = 1 << 16;

  private final int size;
  private final BlockingDeque<Optional<ByteBuffer>> free = new LinkedBlockingDeque<>();

  /** Buffers for large files. */
  ChunkPool(int buffers) {
    this(buffers, CHUNK);
  }

  /** @param size of each buffer, in bytes, from 1 to {@link #CHUNK} */
  ChunkPool(int buffers, int size) {
    this.size = size;
    for (int i = 0; i < buffers; i++) {
      free.add(Optional.empty());
    }
  }

  /** An empty buffer, to be given back; waits until there is one. */
  ByteBuffer take() throws InterruptedException {
    return free.takeFirst().orElseGet(this::make).clear();
  }

  void give(ByteBuffer chunk) {
    free.addFirst(Optional.of(chunk));
  }

  private ByteBuffer make() {
    return size < CHUNK ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size + ALIGNMENT).alignedSlice(ALIGNMENT).slice(0, size);
  }
}
