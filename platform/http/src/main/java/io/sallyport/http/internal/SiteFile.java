package io.sallyport.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The site's file of settings, {@code DATA/site/etc/PID.cfg}, compared with the configuration that was made of it. The settings folder is
 * read each second: until then the configuration is that of before, or none.
 */
final class SiteFile {
  /** Under which is said of which file a configuration is. */
  static final String ORIGIN = "felix.fileinstall.filename";

  private final Path file;

  SiteFile(Path file) {
    this.file = file;
  }

  Path path() {
    return file;
  }

  /** Whether this configuration is what stands in the file; without a file, whether it is none of a file that there was. */
  boolean isTakenUp(Map<String, ?> configuration) {
    Properties written = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      written.load(in);
    } catch (NoSuchFileException e) {
      return !configuration.containsKey(ORIGIN);
    } catch (IOException | IllegalArgumentException e) {
      return false; // one that cannot be read says nothing, above all not that the defaults hold
    }
    return configuration.containsKey(ORIGIN) && written.stringPropertyNames().stream().allMatch(name -> isSame(written.getProperty(name), configuration.get(name)));
  }

  /** A variable is filled in when the file is taken up. */
  private static boolean isSame(String written, Object taken) {
    return taken != null && (written.contains("${") || written.strip().equals(String.valueOf(taken).strip()));
  }
}
