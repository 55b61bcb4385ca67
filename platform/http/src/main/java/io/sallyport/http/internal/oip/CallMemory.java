package io.sallyport.http.internal.oip;

import java.io.ByteArrayOutputStream;

/** The memory of one request at work: its body, its inputs, its answer. Not thread-safe. */
final class CallMemory {
  private static final int SMALLEST = 16 << 10;
  private static final int LARGEST_KEPT = 1 << 20;
  private static final int CHUNK = 64 << 10;

  private final DirectSlab inputs = new DirectSlab();
  private final byte[] chunk = new byte[CHUNK];
  private ByteArrayOutputStream answer = new ByteArrayOutputStream(SMALLEST);
  private byte[] body = new byte[SMALLEST];

  DirectSlab inputs() {
    return inputs;
  }

  byte[] chunk() {
    return chunk;
  }

  ByteArrayOutputStream answer() {
    return answer;
  }

  byte[] body() {
    return body;
  }

  /** At least that large; what is there stays. */
  byte[] body(int atLeast) {
    if (body.length < atLeast) {
      byte[] larger = new byte[Math.max(atLeast, (int) Math.min(Integer.MAX_VALUE - 8L, body.length * 2L))];
      System.arraycopy(body, 0, larger, 0, body.length);
      body = larger;
    }
    return body;
  }

  void reset() {
    inputs.reset();
    if (body.length > LARGEST_KEPT) {
      body = new byte[SMALLEST];
    }
    if (answer.size() > LARGEST_KEPT) {
      answer = new ByteArrayOutputStream(SMALLEST);
    }
    answer.reset();
  }
}
