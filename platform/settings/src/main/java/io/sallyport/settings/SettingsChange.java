package io.sallyport.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Something about the site's settings changed.
 *
 * @param kind what
 * @param file the file
 * @param sha256 digest of its content, empty if it was not read
 * @param refused why, if it is {@code REFUSED}
 */
public record SettingsChange(Kind kind, Path file, String sha256, Optional<NotTaken> refused) {
  /** {@code TAKEN}: new, or with other content, or for the first time since the start. */
  public enum Kind { TAKEN, REMOVED, REFUSED }
}
