package io.sallyport.settings.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/** A plain file that is small enough, read without following a link. */
record SafeFile(Path path) {
  /** Largest file of settings, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  /** Differs whenever the file may have changed. @throws IOException with a sentence if it is not a plain, small file */
  Object state() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new IOException("not a plain file");
    }
    if (attributes.size() > MAX_BYTES) {
      throw new IOException("larger than " + MAX_BYTES + " bytes");
    }
    return List.of(String.valueOf(attributes.fileKey()), attributes.size(), attributes.lastModifiedTime(), Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS));
  }

  byte[] read() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)); InputStream in = Channels.newInputStream(channel)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("larger than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }
}
