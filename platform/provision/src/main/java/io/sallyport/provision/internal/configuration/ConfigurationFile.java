package io.sallyport.provision.internal.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Optional;

/** Of which file a configuration is, as Felix File Install says. */
final class ConfigurationFile {
  static final String ORIGIN = "felix.fileinstall.filename";

  private ConfigurationFile() {}

  /** Where the site's files of settings lie. */
  static Path folder(Path data) {
    return data.resolve("site").resolve("etc").toAbsolutePath().normalize();
  }

  /** Its absolute path; empty for a configuration that was not made of a file. */
  static Optional<Path> of(Dictionary<String, ?> properties) {
    Object origin = properties == null ? null : properties.get(ORIGIN);
    try {
      return origin instanceof String text ? Optional.of(text.startsWith("file:") ? Path.of(URI.create(text)).normalize() : Path.of(text).normalize()) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
