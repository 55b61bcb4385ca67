package io.sallyport.diode;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The files of a body, read and written by symbol. Keeps a few of them open. Not thread-safe. */
final class BodyFiles implements Closeable {
  private static final int MOST_OPEN = 64;

  private final Path directory;
  private final Layout layout;
  private final Set<OpenOption> options;
  private final Map<String, FileChannel> open = new LinkedHashMap<>(16, 0.75f, true);

  private BodyFiles(Path directory, Layout layout, Set<OpenOption> options) {
    this.directory = directory;
    this.layout = layout;
    this.options = options;
  }

  static BodyFiles reading(Path directory, Layout layout) {
    return new BodyFiles(directory, layout, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /** Files and folders are made as they are written to. */
  static BodyFiles writing(Path directory, Layout layout) {
    return new BodyFiles(directory, layout, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS));
  }

  /** That many symbols; zeros where a file ends. */
  byte[] read(long first, int count) throws IOException {
    byte[] bytes = new byte[count * Blocks.SYMBOL];
    for (Layout.Part part : layout.parts(first, count)) {
      ByteBuffer target = ByteBuffer.wrap(bytes, part.at(), part.length());
      FileChannel channel = channel(part.file());
      long position = part.offset();
      for (int n = channel.read(target, position); n > 0; n = channel.read(target, position)) {
        position += n;
      }
    }
    return bytes;
  }

  /** @param content a whole symbol, from its position on */
  void write(long symbol, ByteBuffer content) throws IOException {
    Layout.Part part = layout.parts(symbol, 1).get(0);
    ByteBuffer source = content.slice().limit(part.length());
    long position = part.offset();
    while (source.hasRemaining()) {
      position += channel(part.file()).write(source, position);
    }
  }

  /** Makes files that are empty or were not written to, and fsyncs all. */
  void force() throws IOException {
    for (Listed file : layout.files()) {
      channel(file).force(true);
    }
  }

  private FileChannel channel(Listed file) throws IOException {
    FileChannel channel = open.get(file.path());
    if (channel == null) {
      Path path = directory.resolve(file.path());
      if (options.contains(StandardOpenOption.CREATE)) {
        Files.createDirectories(path.getParent());
      }
      channel = FileChannel.open(path, options);
      open.put(file.path(), channel);
      closeEldest();
    }
    return channel;
  }

  private void closeEldest() throws IOException {
    if (open.size() > MOST_OPEN) {
      Iterator<FileChannel> channels = open.values().iterator();
      channels.next().close();
      channels.remove();
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : open.values()) {
      channel.close();
    }
    open.clear();
  }
}
