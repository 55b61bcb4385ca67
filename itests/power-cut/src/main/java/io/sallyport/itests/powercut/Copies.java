package io.sallyport.itests.powercut;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files of the default file system with the content of files on a {@link PowerCutDisk}: one for each content, until this JVM ends. */
final class Copies {
  private static final Map<ByteBuffer, File> COPIES = new ConcurrentHashMap<>();

  private Copies() {}

  static File of(Path file) {
    try {
      return COPIES.computeIfAbsent(ByteBuffer.wrap(Files.readAllBytes(file)), Copies::write);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static File write(ByteBuffer content) {
    try {
      Path copy = Files.write(Files.createTempFile("power-cut-", ""), content.array());
      copy.toFile().deleteOnExit();
      return copy.toFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
