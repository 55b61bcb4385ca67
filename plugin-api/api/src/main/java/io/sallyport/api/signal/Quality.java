package io.sallyport.api.signal;

/** Quality of a sample, as OPC UA's status severity (OPC 10000-4, 7.39.1). */
public enum Quality {
  GOOD, UNCERTAIN, BAD;

  private static final Quality[] BY_CODE = values();

  /** Its code in the quality column of a {@link SignalBatch}. */
  public byte code() {
    return (byte) ordinal();
  }

  /** @throws IndexOutOfBoundsException on an unknown code */
  public static Quality of(byte code) {
    return BY_CODE[code];
  }
}
