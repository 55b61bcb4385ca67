package io.sallyport.launcher;

import io.sallyport.launcher.console.HostKey;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.DisposableFolder;
import io.sallyport.trust.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leaves a data directory in which nothing can hold up a start: what no start needs is deleted, what blocks whoever opens it is taken away,
 * what can be made anew and is damaged is made anew. Called with the lock on the directory held. Not thread-safe.
 *
 * @param data the data directory
 * @param host this machine's name, which must be resolved without a name server
 */
record DataPreparation(Path data, String host) {
  static final String LOCK = "launcher.lock";
  /** Large trees of plain files, whose readers look for themselves. */
  private static final Set<String> NOT_WALKED = Set.of("vault/sha256", "audit/tile");
  /** Files without content, on which a process holds a lock. */
  private static final List<String> LOCKS = List.of("audit/lock");
  /** Log files are opened before anything could be told; whatever is in their place goes. */
  private static final String LOG = "log";

  /** @return what was found and mended, for people */
  List<Refusal> run() {
    List<Refusal> found = new ArrayList<>();
    try {
      new DisposableFolder(data.resolve("tmp")).renew();
      emptyRun();
      removeBlocking(found);
      for (Path child : children(data.resolve(LOG))) {
        removeDirectory(child, found);
      }
      for (String lock : LOCKS) {
        removeDirectory(data.resolve(lock), found);
      }
      HostKey.ensure(data).ifPresent(found::add);
      AtomicFiles.write(data.resolve("run/hosts"), ("127.0.0.1 localhost " + host + "\n").getBytes(StandardCharsets.US_ASCII));
      AtomicFiles.write(data.resolve("run/pid"), (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** All but the lock, which is held. */
  private void emptyRun() throws IOException {
    for (Path child : children(data.resolve("run"))) {
      if (!child.getFileName().toString().equals(LOCK)) {
        delete(child);
      }
    }
  }

  /** Pipes, sockets, devices, and links to them: who opens one waits, or reads without end. */
  private void removeBlocking(List<Refusal> found) throws IOException {
    Files.walkFileTree(data, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return NOT_WALKED.contains(data.relativize(directory).toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isOther() || attributes.isSymbolicLink() && leadsToOther(file)) {
          Files.delete(file);
          found.add(Findings.blocking(file.toString()));
        }
        return FileVisitResult.CONTINUE;
      }

      /** Its reader will say so. */
      @Override
      public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
        return FileVisitResult.CONTINUE;
      }
    });
  }

  private static boolean leadsToOther(Path link) {
    try {
      return Files.readAttributes(link, BasicFileAttributes.class).isOther();
    } catch (IOException leadsNowhere) {
      return false;
    }
  }

  private static void removeDirectory(Path file, List<Refusal> found) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      delete(file);
      found.add(Findings.inTheWay(file.toString()));
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      new DisposableFolder(path).renew();
    }
    Files.delete(path);
  }
}
