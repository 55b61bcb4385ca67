package io.sallyport.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads files that anybody may have put there. No state. */
public final class PlainFile {
  private PlainFile() {}

  /**
   * The bytes of a file. A link, a directory, a pipe and a device are refused before they are opened: opening a pipe waits for its writer.
   *
   * @param most bytes, at most 1 GiB
   * @throws NoSuchFileException if there is none
   * @throws FileSystemException if it is no plain file, or is larger
   */
  public static byte[] read(Path file, int most) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "not a plain file: " + kind(attributes));
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new FileSystemException(file.toString(), null, "larger than " + most + " bytes");
      }
      return bytes;
    }
  }

  private static String kind(BasicFileAttributes attributes) {
    return attributes.isSymbolicLink() ? "a link" : attributes.isDirectory() ? "a directory" : "a pipe, socket or device";
  }
}
