package io.sallyport.vault;

import io.sallyport.vault.internal.PlatformJars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What belongs to the platform: the symbolic names of its bundles, and the packages that they export. Immutable.
 *
 * @param symbolicNames of every bundle in the inventory
 * @param exports versions by package, ascending as text; {@code 0.0.0} where a bundle gives none
 */
public record PlatformSurface(Set<String> symbolicNames, Map<String, List<String>> exports) {
  /** Exported through {@code org.osgi.framework.system.packages.extra} or by the framework itself; no jar's manifest names them. */
  private static final List<String> SYSTEM = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.osgi.", "io.sallyport.");
  private static final String BUNDLE = "bundle ";
  private static final String PACKAGE = "package ";

  /** Where no distribution is at hand: what every platform has. */
  public static final PlatformSurface UNKNOWN = new PlatformSurface(Set.of(), Map.of());

  public PlatformSurface {
    symbolicNames = Collections.unmodifiableSet(new TreeSet<>(symbolicNames));
    Map<String, List<String>> sorted = new TreeMap<>();
    exports.forEach((name, versions) -> sorted.put(name, versions.stream().distinct().sorted().toList()));
    exports = Collections.unmodifiableMap(sorted);
  }

  /**
   * Of a distribution: every jar that its inventory names.
   *
   * @throws java.io.UncheckedIOException if one cannot be read
   */
  public static PlatformSurface ofHome(Path home) {
    return PlatformJars.read(home);
  }

  /** Reads what {@link #text} gives; other lines are passed over. */
  public static PlatformSurface parse(String text) {
    Set<String> names = new TreeSet<>();
    Map<String, List<String>> exports = new TreeMap<>();
    text.lines().forEach(line -> {
      if (line.startsWith(BUNDLE)) {
        names.add(line.substring(BUNDLE.length()));
      } else if (line.startsWith(PACKAGE)) {
        String[] words = line.substring(PACKAGE.length()).split(" ");
        exports.computeIfAbsent(words[0], name -> new ArrayList<>()).add(words[1]);
      }
    });
    return new PlatformSurface(names, exports);
  }

  /** One line a bundle, {@code bundle NAME}, and one a package, {@code package NAME VERSION}; sorted. */
  public String text() {
    StringBuilder text = new StringBuilder();
    symbolicNames.forEach(name -> text.append(BUNDLE).append(name).append('\n'));
    exports.forEach((name, versions) -> versions.forEach(version -> text.append(PACKAGE).append(name).append(' ').append(version).append('\n')));
    return text.toString();
  }

  /** Whether a bundle of that symbolic name can only be the platform's. */
  public boolean owns(String symbolicName) {
    return symbolicNames.contains(symbolicName) || symbolicName.equals("system.bundle") || symbolicName.startsWith("org.apache.felix.framework");
  }

  /** Whether a package may be exported by the platform only. */
  public boolean exclusive(String name) {
    return exports.containsKey(name) || SYSTEM.stream().anyMatch((name + ".")::startsWith);
  }
}
