package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of a medium by relative path (segments separated by {@code /}), with their lengths in bytes; no content was read. Refused:
 * links, special files, names outside the layout of ADR 0002, too many files, metadata beyond its size limit.
 *
 * @param root the medium's directory
 * @param metadata files below {@code metadata/}
 * @param targets files below {@code targets/}, without that prefix
 */
record MediumTree(Path root, Map<String, Long> metadata, Map<String, Long> targets) {
  static final String LABEL = "medium.json";
  private static final int MOST_FILES = 200_000;
  private static final int DEEPEST = 12;
  static final long LARGEST_LABEL = 1 << 20;
  private static final long LARGEST_METADATA = 32L << 20;
  private static final Pattern METADATA = Pattern.compile("metadata/([0-9]{1,9}\\.)?[A-Za-z0-9%._~-]{1,200}\\.json");
  private static final Pattern TARGET = Pattern.compile("targets/(?:[A-Za-z0-9._+-]+/)*[0-9a-f]{64}\\.[A-Za-z0-9._+-]+");

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0001 to 0003 */
  static MediumTree scan(Path directory) {
    if (!Files.isDirectory(directory) || !Files.isRegularFile(directory.resolve(LABEL), LinkOption.NOFOLLOW_LINKS)) {
      throw refuse("SP-MEDIUM-0001", "no medium is here: " + LABEL + " is missing", directory.toAbsolutePath().toString(),
          "name the directory that holds medium.json, metadata/ and targets/");
    }
    try {
      Path root = directory.toRealPath();
      Visitor visitor = new Visitor(root);
      Files.walkFileTree(root, visitor);
      return new MediumTree(root, visitor.metadata, visitor.targets);
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  /** What is written on it; decides nothing. @throws io.sallyport.trust.RefusedException SP-MEDIUM-0001, 0004 */
  JsonObject label() {
    Path file = root.resolve(LABEL);
    try {
      JsonObject label = Json.parseObject(Files.readAllBytes(file), LABEL);
      if (!label.string("schema").equals("sallyport.medium/1")) {
        throw refuse("SP-MEDIUM-0001", "the label is of another schema: " + label.string("schema"), LABEL, "update the appliance, or ask for another medium");
      }
      return label;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static RuntimeException unreadable(Path where, IOException e) {
    return refuse("SP-MEDIUM-0004", "the medium cannot be read: " + e, where.toString(), "check that it is mounted and intact", e);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<String, Long> metadata = new TreeMap<>();
    private final Map<String, Long> targets = new TreeMap<>();

    Visitor(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      String name = name(directory);
      boolean known = name.isEmpty() || name.equals("metadata") || name.equals("targets") || name.startsWith("targets/");
      if (!known || root.relativize(directory).getNameCount() > DEEPEST) {
        throw unknown(name);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = name(file);
      if (!attributes.isRegularFile()) {
        throw refuse("SP-MEDIUM-0002", "a link or special file on the medium", name, "ask for a medium with plain files only");
      }
      if (name.equals(LABEL)) {
        limit(name, attributes.size(), LARGEST_LABEL);
      } else if (METADATA.matcher(name).matches()) {
        limit(name, attributes.size(), LARGEST_METADATA);
        metadata.put(name.substring("metadata/".length()), attributes.size());
      } else if (TARGET.matcher(name).matches()) {
        targets.put(name.substring("targets/".length()), attributes.size());
      } else {
        throw unknown(name);
      }
      if (metadata.size() + targets.size() > MOST_FILES) {
        throw refuse("SP-MEDIUM-0003", "more than " + MOST_FILES + " files", root.toString(), "split the medium");
      }
      return FileVisitResult.CONTINUE;
    }

    private String name(Path path) {
      return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private static void limit(String name, long size, long most) {
      if (size > most) {
        throw refuse("SP-MEDIUM-0003", "a file of " + size + " bytes where " + most + " are allowed", name, "ask for a new medium");
      }
    }

    private static RuntimeException unknown(String name) {
      return refuse("SP-MEDIUM-0002", "a file that does not belong on a medium", name, "remove it and look for where it came from, or ask for a new medium");
    }
  }
}
