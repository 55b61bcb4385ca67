package io.sallyport.trust;

import java.util.Optional;

/** Reads files of a repository that is not trusted. */
@FunctionalInterface
public interface Fetcher {
  /**
   * Reads a whole file.
   *
   * @param relativePath segments separated by {@code /}; role names in it are percent-encoded
   * @param maxLength largest length in bytes
   * @return empty if there is no such file
   * @throws RefusedException SP-TRUST-0021 if the file is longer, 0030 if the path or the file is not plain
   */
  Optional<byte[]> fetch(String relativePath, long maxLength);
}
