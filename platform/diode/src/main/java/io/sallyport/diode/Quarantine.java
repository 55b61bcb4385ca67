package io.sallyport.diode;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder in which transfers are put together, one folder per session, and the list of sessions that are done with. Nothing in it is needed: what others have put
 * there – links, pipes, devices, files that are too long – is deleted unread, since a transfer can be sent again. Not thread-safe.
 */
final class Quarantine {
  private static final int MOST_FINISHED = 256;
  /** Bytes of the list of finished sessions, each 32 digits and a line end. */
  private static final int LONGEST_LIST = MOST_FINISHED * 33;
  /** Left to the rest of the appliance. */
  private static final long RESERVE = 256L << 20;

  private final Path folder;
  private final long quota;
  private final Path finishedFile;
  private final List<String> finished;

  Quarantine(Path folder, long quota) {
    this.folder = folder;
    this.quota = quota;
    this.finishedFile = folder.resolve("finished");
    makeFolder();
    sweep();
    this.finished = new ArrayList<>(readFinished());
  }

  private void makeFolder() {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      delete(folder);
    }
    AtomicFiles.makeDirectories(folder);
  }

  /** Deletes whatever is not the list or the folder of a session with nothing but plain files and folders. */
  private void sweep() {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        boolean list = entry.equals(finishedFile) && isFile(entry, LONGEST_LIST);
        boolean session = SessionId.parse(entry.getFileName().toString()).isPresent() && isPlainFolder(entry) && isFile(entry.resolve(Transfer.HEAD), Head.LONGEST);
        if (!list && !session) {
          delete(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFile(Path file, int longest) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= longest;
  }

  private static boolean isPlainFolder(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> tree = Files.walk(path)) {
      return tree.allMatch(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) || Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS));
    }
  }

  /** Lines that name no session are left out. */
  private List<String> readFinished() {
    if (!Files.exists(finishedFile, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (InputStream in = Files.newInputStream(finishedFile, LinkOption.NOFOLLOW_LINKS)) {
      String text = new String(in.readNBytes(LONGEST_LIST), StandardCharsets.ISO_8859_1);
      return text.lines().filter(line -> SessionId.parse(line).isPresent()).limit(MOST_FINISHED).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long quota() {
    return quota;
  }

  Path folder(SessionId session) {
    return folder.resolve(session.toString());
  }

  /** Sessions that have a folder. */
  List<SessionId> sessions() {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.sorted().map(path -> SessionId.parse(path.getFileName().toString())).flatMap(Optional::stream).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head that a session was begun with, if it is intact. */
  Optional<byte[]> head(SessionId session) {
    try {
      return Transfer.headIn(folder(session)).filter(bytes -> SessionId.of(bytes).equals(session));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @throws RefusedException SP-DIODE-0003 */
  void requireRoom(long cost, long used, SessionId session) {
    if (cost > quota - used) {
      throw Refusals.refuse("SP-DIODE-0003", "the quarantine has no room: " + cost + " bytes to come, " + used + " of " + quota + " in use", "transfer " + session,
          "receive or discard other transfers, or raise quota.bytes");
    }
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (cost > free - RESERVE) {
        throw Refusals.refuse("SP-DIODE-0003", "the disk has no room: " + cost + " bytes to come, " + free + " free", "transfer " + session, "free or add disk space");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isFinished(SessionId session) {
    return finished.contains(session.toString());
  }

  void finish(SessionId session) {
    finished.add(session.toString());
    if (finished.size() > MOST_FINISHED) {
      finished.remove(0);
    }
    AtomicFiles.write(finishedFile, String.join("\n", finished).getBytes(StandardCharsets.UTF_8));
  }

  void delete(SessionId session) {
    delete(folder(session));
  }

  private static void delete(Path entry) {
    if (!Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(entry)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RefusedException broken(SessionId session, Exception cause) {
    return Refusals.refuse("SP-DIODE-0009", "the quarantine cannot be read or written: " + cause.getMessage(), "transfer " + session, "check disk and permissions; the transfer goes on afterwards", cause);
  }
}
