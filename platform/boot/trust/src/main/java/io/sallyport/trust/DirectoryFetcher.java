package io.sallyport.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a repository in a directory. Symbolic links, special files and paths that leave the directory are refused. Thread-safe. */
public final class DirectoryFetcher implements Fetcher {
  private static final String NEXT = "do not use this copy; ask for a new one";
  private final Path directory;

  /** @param directory may itself be reached through a link; nothing below it may */
  public DirectoryFetcher(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<byte[]> fetch(String relativePath, long maxLength) {
    Optional<Path> file = file(relativePath);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    int limit = (int) Math.min(maxLength, Integer.MAX_VALUE - 16);
    try {
      if (Files.size(file.get()) > limit) {
        throw tooLong(limit, relativePath);
      }
      try (InputStream in = Files.newInputStream(file.get(), LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(limit + 1);
        if (bytes.length > limit) {
          throw tooLong(limit, relativePath);
        }
        return Optional.of(bytes);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Refusals.refuse("SP-TRUST-0034", "the file cannot be read (" + e.getMessage() + ")", Text.shown(relativePath), "check the medium", e);
    }
  }

  private static RefusedException tooLong(int limit, String path) {
    return Refusals.refuse("SP-TRUST-0021", "the file is longer than " + limit + " bytes", Text.shown(path), NEXT);
  }

  /**
   * Where a regular file lies, for callers that stream it (open it with {@link LinkOption#NOFOLLOW_LINKS}).
   *
   * @return empty if there is no such file
   * @throws RefusedException SP-TRUST-0030
   */
  public Optional<Path> file(String relativePath) {
    Path current = directory;
    String[] segments = relativePath.split("/", -1);
    for (String segment : segments) {
      requireSafe(segment, relativePath);
    }
    for (int i = 0; i < segments.length; i++) {
      current = current.resolve(segments[i]);
      if (!Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      boolean plain = i < segments.length - 1 ? Files.isDirectory(current, LinkOption.NOFOLLOW_LINKS) : Files.isRegularFile(current, LinkOption.NOFOLLOW_LINKS);
      if (!plain) {
        throw Refusals.refuse("SP-TRUST-0030", "a link or special file where a plain one must be", Text.shown(relativePath), NEXT);
      }
    }
    return Optional.of(current);
  }

  private static void requireSafe(String segment, String path) {
    boolean bad = segment.isEmpty() || segment.equals(".") || segment.equals("..") || segment.length() > 250 || segment.indexOf('\\') >= 0
        || segment.chars().anyMatch(Character::isISOControl);
    if (bad) {
      throw Refusals.refuse("SP-TRUST-0030", "the path is not a plain relative path", Text.shown(path), NEXT);
    }
  }
}
