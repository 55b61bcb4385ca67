package io.sallyport.gate.internal;

import io.sallyport.trust.zip.StrictZip;
import io.sallyport.trust.zip.StrictZipException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A jar in memory, served by the reader that judged it at import: one reading for all. What is in another layout is not served at all. Thread-safe.
 */
final class MemoryJar {
  private volatile StrictZip zip;

  /** @throws StrictZipException if two readers could read the bytes differently */
  MemoryJar(byte[] bytes) throws StrictZipException {
    this.zip = StrictZip.of(bytes);
  }

  /** Names in the order of the central directory. */
  List<String> names() {
    return zip.entries().stream().map(StrictZip.Entry::name).toList();
  }

  /** The name under which an entry is found: a directory's also without its slash. */
  Optional<String> find(String name) {
    return zip.entry(name).or(() -> zip.entry(name + "/")).map(StrictZip.Entry::name);
  }

  /** @throws IOException if the entry's data is damaged, or there is none */
  byte[] read(String name) throws IOException {
    return entry(name).bytes();
  }

  /** @throws IOException if there is none */
  InputStream open(String name) throws IOException {
    return entry(name).open();
  }

  /** When an entry was last changed, in milliseconds since 1970, or -1. */
  long time(String name) {
    int time = zip.entry(name).map(StrictZip.Entry::dosTime).orElse(0);
    try {
      return LocalDateTime.of(1980 + (time >>> 25), time >>> 21 & 15, time >>> 16 & 31, time >>> 11 & 31, time >>> 5 & 63, (time & 31) * 2).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      return -1;
    }
  }

  /** Lets go of the bytes, whoever still holds this object. */
  void release() {
    zip = StrictZip.EMPTY;
  }

  private StrictZip.Entry entry(String name) throws IOException {
    return zip.entry(name).orElseThrow(() -> new IOException("no such entry: " + name));
  }
}
