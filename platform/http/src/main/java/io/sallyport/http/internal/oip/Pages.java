package io.sallyport.http.internal.oip;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A document in memory, page by page, each counted before it is taken. The first page stays for the next document. Not thread-safe. */
final class Pages extends OutputStream {
  private static final int FIRST = 16 << 10;
  private static final int PAGE = 64 << 10;

  private final Holding.Part part;
  private final List<byte[]> full = new ArrayList<>();
  private final byte[] first = new byte[FIRST];
  private byte[] page = first;
  private int size;
  private int at;

  Pages(Holding.Part part) {
    this.part = part;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int written = 0; written < length;) {
      if (at == page.length) {
        turn();
      }
      int count = Math.min(length - written, page.length - at);
      part.atLeast(size + count);
      System.arraycopy(bytes, offset + written, page, at, count);
      at += count;
      size = Math.addExact(size, count);
      written += count;
    }
  }

  private void turn() {
    part.atLeast((long) size + PAGE);
    full.add(page);
    page = new byte[PAGE];
    at = 0;
  }

  int size() {
    return size;
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] one : full) {
      out.write(one, 0, one.length);
    }
    out.write(page, 0, at);
  }

  void reset() {
    full.clear();
    page = first;
    size = 0;
    at = 0;
    part.shrink(0);
  }
}
