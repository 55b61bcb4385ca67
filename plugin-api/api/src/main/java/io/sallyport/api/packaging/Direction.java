package io.sallyport.api.packaging;

/** Who opens a connection. */
public enum Direction {
  /** The other side does. */
  IN,
  /** The package does. */
  OUT
}
