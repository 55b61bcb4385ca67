package io.sallyport.connector.opcua;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes whole files or nothing; survives a kill at any point. */
final class DurableFiles {
  private DurableFiles() {}

  /**
   * Makes a file unless it exists; of two writers exactly one wins, none sees half a file.
   *
   * @param mode such as {@code rw-------}
   * @return whether this call made it
   */
  static boolean createOnce(Path file, byte[] content, String mode) throws IOException {
    Path temporary = Files.createTempFile(file.getParent(), ".new", ".tmp",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    try {
      try (FileChannel out = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.createLink(file, temporary);
      try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
