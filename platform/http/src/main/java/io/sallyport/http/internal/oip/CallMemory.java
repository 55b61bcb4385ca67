package io.sallyport.http.internal.oip;

/**
 * The memory of one request at work: its body, its inputs, the model's outputs, its answer. What each place has anyway counts as far as it is used,
 * everything beyond it whether it is used or not. Not thread-safe.
 */
final class CallMemory {
  private static final int SMALLEST = 16 << 10;
  private static final int LARGEST_KEPT = 1 << 20;
  private static final int CHUNK = 64 << 10;

  private final Holding holding;
  private final Holding.Part bodies;
  private final Holding.Part outputs;
  private final DirectSlab inputs;
  private final Pages answer;
  private final byte[] chunk = new byte[CHUNK];
  private byte[] body = new byte[SMALLEST];

  CallMemory(MemoryBound bound) {
    this.holding = new Holding(bound);
    this.bodies = holding.part();
    this.outputs = holding.part();
    this.inputs = new DirectSlab(holding.part());
    this.answer = new Pages(holding.part());
  }

  DirectSlab inputs() {
    return inputs;
  }

  byte[] chunk() {
    return chunk;
  }

  Pages answer() {
    return answer;
  }

  /** At least that large; what is there stays. */
  byte[] body(int atLeast) {
    if (body.length < atLeast) {
      int length = Math.max(atLeast, (int) Math.min(Integer.MAX_VALUE - 8L, body.length * 2L));
      bodies.atLeast((long) length + beyond(body)); // both, until one is copied
      byte[] larger = new byte[length];
      System.arraycopy(body, 0, larger, 0, body.length);
      body = larger;
      bodies.shrink(length);
    }
    bodies.atLeast(atLeast);
    return body;
  }

  private static int beyond(byte[] body) {
    return body.length - SMALLEST;
  }

  /** Counts the outputs of the model. */
  void outputs(long bytes) {
    outputs.atLeast(bytes);
  }

  /** For another request. */
  void reset() {
    answer.reset();
    outputs.shrink(0);
    if (body.length > LARGEST_KEPT) {
      body = new byte[SMALLEST];
    }
    bodies.shrink(beyond(body));
    inputs.reset(); // last: it may grow into what the others leave
    holding.keep();
  }

  /** Whether its request got no more memory: a next one should begin without what this one leaves. */
  boolean isRefused() {
    return holding.isRefused();
  }

  /** It is not used again. */
  void drop() {
    holding.drop();
  }
}
