package io.sallyport.connector.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads folders that others may write to: a link, a pipe, a device or a huge file there must neither stop the connector nor take the appliance's memory. Stateless.
 */
final class PlainFiles {
  private PlainFiles() {}

  /** Regular files of such names, sorted, {@code most} of them; links are left out. Empty if there is no directory. */
  static List<Path> list(Path directory, Predicate<String> name, int most) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> name.test(file.getFileName().toString()) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).limit(most).sorted().toList();
    }
  }

  /** @throws IOException also if it is no regular file or longer than {@code most} bytes */
  static byte[] read(Path file, int most) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is no plain file");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("it is longer than " + most + " bytes");
      }
      return bytes;
    }
  }
}
