package io.sallyport.capability.visionqc;

import io.sallyport.api.image.InspectionResult;
import io.sallyport.api.image.InspectionResult.Reason;
import io.sallyport.api.image.InspectionResult.Refused;
import io.sallyport.api.image.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes pictures from a folder. A file counts when it has not changed from one look to the next, and its name neither begins with a dot nor ends
 * in {@code .part} or {@code .tmp}: writers give it its name last. Afterwards it lies in {@code processed}, or in {@code refused} with the reason
 * beside it. What cannot be judged now stays; a file that cannot be read or moved shows in the health, is judged once, and keeps no other back.
 * After a crash between verdict and move it is inspected again, under the same id. Not thread-safe.
 */
final class Inbox {
  private static final int MOST_A_LOOK = 1_000;
  private static final int LONGEST_ITEM = 128;

  private record Seen(long size, FileTime time) {}

  /** What becomes of a file. @param reason why it is refused, empty if it is not */
  private record Judged(Seen seen, FolderBin bin, String reason) {}

  private final Path inbox;
  private final FolderBin processed;
  private final FolderBin refused;
  private final Line line;
  private final Map<Path, Judged> judged = new HashMap<>();
  private Map<Path, Seen> seen = new HashMap<>();
  private volatile boolean closed;
  private volatile String problem = "";

  /** @param folder the station's own */
  Inbox(Path folder, int keep, Line line) {
    this.inbox = folder.resolve("inbox");
    this.processed = new FolderBin(folder.resolve("processed"), keep);
    this.refused = new FolderBin(folder.resolve("refused"), keep);
    this.line = line;
  }

  /** One look. */
  void look() {
    try {
      Files.createDirectories(inbox);
      processed.open();
      refused.open();
      Map<Path, Seen> now = new HashMap<>();
      for (Path file : candidates()) {
        regular(file).ifPresent(found -> now.put(file, found));
      }
      Map<Path, Seen> before = seen;
      seen = now;
      judged.keySet().retainAll(now.keySet());
      problem = takeAll(now.keySet().stream().filter(file -> now.get(file).equals(before.get(file))).sorted().toList());
    } catch (IOException e) {
      problem = "SP-VISION-0020: the folder cannot be used: " + e.getMessage() + " – " + inbox + " – see its permissions and the disk";
    }
    line.flush();
  }

  void close() {
    closed = true;
  }

  String problem() {
    return problem;
  }

  /** @return the first problem, empty if there is none */
  private String takeAll(List<Path> settled) {
    String first = "";
    for (Path file : settled) {
      try {
        if (closed || !take(file, seen.get(file))) {
          break;
        }
      } catch (NoSuchFileException e) {
        seen.remove(file); // somebody took it away meanwhile
      } catch (IOException e) {
        first = first.isEmpty() ? "SP-VISION-0020: a file cannot be read or moved: " + e.getMessage() + " – " + file + " – see its permissions and the disk" : first;
      }
    }
    return first;
  }

  /** Empty if it is no file of its own, or gone. */
  private static Optional<Seen> regular(Path file) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile() ? Optional.of(new Seen(found.size(), found.lastModifiedTime())) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private List<Path> candidates() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(inbox)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && !name.endsWith(".part") && !name.endsWith(".tmp")) {
          files.add(file);
        }
        if (files.size() >= MOST_A_LOOK) {
          break;
        }
      }
    }
    return files;
  }

  /** @return false if it cannot be judged now, and so the others need not be tried */
  private boolean take(Path file, Seen expected) throws IOException {
    Judged known = judged.get(file);
    if (known == null || !known.seen().equals(expected)) {
      if (!judge(file, expected)) {
        return false;
      }
      known = judged.get(file);
    }
    if (known != null && known.seen().equals(expected)) {
      known.bin().put(file, known.reason());
      judged.remove(file);
      seen.remove(file);
    }
    return true;
  }

  /** Remembers what becomes of it, unless it is still being written. @return false if it cannot be judged now */
  private boolean judge(Path file, Seen expected) throws IOException {
    judged.remove(file);
    if (expected.size() > Limits.BYTES) {
      judged.put(file, new Judged(expected, refused, reason(BadPicture.tooManyBytes(expected.size()).refused())));
      return true;
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) expected.size());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        continue;
      }
    }
    BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!new Seen(after.size(), after.lastModifiedTime()).equals(expected)) {
      return true; // still being written: the next look sees
    }
    InspectionResult result = line.inspect(item(file), new Picture.Encoded(bytes.flip()));
    if (result instanceof Refused no && no.reason() == Reason.UNAVAILABLE) {
      return false;
    }
    judged.put(file, result instanceof Refused no ? new Judged(expected, refused, reason(no)) : new Judged(expected, processed, ""));
    return true;
  }

  private static String reason(Refused refused) {
    return refused.code() + ": " + refused.what() + " – " + refused.next() + "\n";
  }

  private static String item(Path file) {
    String name = file.getFileName().toString().codePoints().map(c -> Character.isISOControl(c) ? '_' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    return name.substring(0, Math.min(LONGEST_ITEM, name.length()));
  }
}
