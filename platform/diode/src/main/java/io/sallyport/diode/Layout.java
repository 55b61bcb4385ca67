package io.sallyport.diode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Where each symbol of the body lies in the files: every file begins with a symbol of its own, its last one is filled up with zeros. Thread-safe: immutable. */
final class Layout {
  private final List<Listed> files;
  private final NavigableMap<Long, Listed> byFirstSymbol = new TreeMap<>();
  private final Blocks blocks;

  Layout(List<Listed> files) {
    this.files = List.copyOf(files);
    long symbols = 0;
    for (Listed file : files) {
      if (file.length() > 0) {
        byFirstSymbol.put(symbols, file);
        symbols += Blocks.symbols(file.length());
      }
    }
    this.blocks = new Blocks(symbols);
  }

  /**
   * A stretch of one file.
   *
   * @param offset in the file, in bytes
   * @param at where it lies among the symbols asked for, in bytes
   * @param length in bytes
   */
  record Part(Listed file, long offset, int at, int length) {}

  List<Listed> files() {
    return files;
  }

  Blocks blocks() {
    return blocks;
  }

  long bytes() {
    return files.stream().mapToLong(Listed::length).sum();
  }

  /** What {@code count} symbols from {@code first} on consist of. */
  List<Part> parts(long first, int count) {
    List<Part> parts = new ArrayList<>(1);
    long symbol = first;
    while (symbol < first + count) {
      Map.Entry<Long, Listed> entry = byFirstSymbol.floorEntry(symbol);
      long offset = (symbol - entry.getKey()) * Blocks.SYMBOL;
      long fileEnd = entry.getKey() + Blocks.symbols(entry.getValue().length());
      int taken = (int) (Math.min(fileEnd, first + count) - symbol);
      int length = (int) Math.min((long) taken * Blocks.SYMBOL, entry.getValue().length() - offset);
      parts.add(new Part(entry.getValue(), offset, (int) (symbol - first) * Blocks.SYMBOL, length));
      symbol += taken;
    }
    return parts;
  }
}
