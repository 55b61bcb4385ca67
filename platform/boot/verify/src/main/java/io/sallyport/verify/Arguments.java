package io.sallyport.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the verifier is asked for.
 *
 * @param place the medium, the appliance's HOME, or the root of an image
 * @param home the appliance's HOME: beside a medium, or inside an image
 * @param data the data directory; inside an image for an image
 * @param root own copy of the vendor's root
 * @param homeOnly leave the data directory out
 * @param json print JSON
 * @param inventory print every file
 * @param sbom where the bill of materials goes; {@code -} is standard output, and the rest goes to standard error
 */
record Arguments(Subject subject, Path place, Optional<Path> home, Optional<Path> data, Optional<Path> root, boolean homeOnly, boolean json, boolean inventory, Optional<String> sbom) {
  /** What can be verified. */
  enum Subject { MEDIUM, APPLIANCE, IMAGE }

  static final String STANDARD_OUTPUT = "-";
  static final String USAGE = """
      usage: sallyport-verify medium MEDIUM --root FILE [--home HOME]    every byte of a medium, as an import judges it
             sallyport-verify appliance HOME [--data DATA] [--root FILE] every file of an appliance that is switched off
             sallyport-verify image ROOT [--home PATH] [--data PATH] [--root FILE]
                                                                         the same in an extracted disk image; PATHs are those inside it
        --root FILE   the vendor's root to trust: your own copy, not one that came with what is verified
        --home HOME   with medium: a distribution against whose bundles the policy for packages is applied too
        --data DATA   the data directory; HOME/data if it is there
        --home-only   leave the data directory out, as of an appliance that runs
        --inventory   print every file with its length and SHA-256
        --sbom FILE   write the bill of materials (CycloneDX 1.6) made from what is there; - is standard output
        --json        print one JSON object
      exit status: 0 intact, 1 findings, 2 wrong usage
      """;
  private static final Set<String> FLAGS = Set.of("--json", "--inventory", "--home-only");
  private static final Set<String> OPTIONS = Set.of("--root", "--home", "--data", "--sbom");

  /** @throws IllegalArgumentException with what is wrong, for the person who typed it */
  static Arguments parse(List<String> words) {
    List<String> plain = new ArrayList<>();
    Set<String> flags = new HashSet<>();
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (FLAGS.contains(word)) {
        flags.add(word);
      } else if (OPTIONS.contains(word)) {
        require(++i < words.size(), word + " needs a value");
        options.put(word, words.get(i));
      } else {
        require(!word.startsWith("--"), "unknown option " + word);
        plain.add(word);
      }
    }
    require(plain.size() == 2, "name what to verify, and where it is");
    Arguments arguments = new Arguments(subject(plain.get(0)), absolute(plain.get(1)), path(options, "--home"), path(options, "--data"),
        path(options, "--root").map(Path::toAbsolutePath), flags.contains("--home-only"), flags.contains("--json"), flags.contains("--inventory"), Optional.ofNullable(options.get("--sbom")));
    arguments.check();
    return arguments;
  }

  /** The data directory that belongs to a HOME: the one named, or the one inside. */
  Optional<Path> dataOf(Path distribution) {
    return data.map(path -> path.toAbsolutePath().normalize()).or(() -> Optional.of(distribution.resolve("data")).filter(Files::isDirectory));
  }

  private void check() {
    require(Files.isDirectory(place), place + " is no directory");
    root.ifPresent(file -> require(Files.isRegularFile(file), file + " is no file"));
    switch (subject) {
      case MEDIUM -> {
        require(root.isPresent() || home.isPresent(), "which vendor's root is to be trusted? Give --root FILE");
        require(data.isEmpty(), "a medium has no data directory");
        home.ifPresent(path -> require(Files.isDirectory(path), path + " is no directory"));
      }
      case APPLIANCE -> {
        require(home.isEmpty(), "HOME is named without --home");
        data.ifPresent(path -> require(Files.isDirectory(path), path + " is no directory"));
      }
      case IMAGE -> { }
    }
  }

  private static Subject subject(String word) {
    for (Subject subject : Subject.values()) {
      if (subject.name().equalsIgnoreCase(word)) {
        return subject;
      }
    }
    throw new IllegalArgumentException("there is no way to verify a \"" + word + "\"");
  }

  private static Optional<Path> path(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name)).map(Path::of);
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
