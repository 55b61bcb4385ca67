package io.sallyport.trust;

/**
 * Bounds on a JSON document.
 *
 * @param maxBytes largest document, in bytes
 * @param maxDepth deepest nesting of objects and arrays
 */
public record Limits(long maxBytes, int maxDepth) {
  /** 32 MiB and 32 levels: enough for metadata with 100 000 targets. */
  public static final Limits DEFAULT = new Limits(32L << 20, 32);

  public Limits {
    if (maxBytes < 1 || maxDepth < 1) {
      throw new IllegalArgumentException("limits must be positive: " + maxBytes + " bytes, depth " + maxDepth);
    }
  }

  /** The default depth with another size limit, in bytes. */
  public static Limits bytes(long maxBytes) {
    return new Limits(maxBytes, DEFAULT.maxDepth);
  }
}
