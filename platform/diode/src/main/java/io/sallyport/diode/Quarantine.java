package io.sallyport.diode;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder in which transfers are put together, one folder per session, and the list of sessions that are done with. Not thread-safe. */
final class Quarantine {
  private static final int MOST_FINISHED = 256;
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
    AtomicFiles.makeDirectories(folder);
    try {
      this.finished = new ArrayList<>(Files.exists(finishedFile) ? Files.readAllLines(finishedFile) : List.of());
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
    if (!Files.exists(folder(session))) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder(session))) {
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
