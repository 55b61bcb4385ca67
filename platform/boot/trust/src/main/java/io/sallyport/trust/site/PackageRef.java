package io.sallyport.trust.site;

import java.util.Optional;
import java.util.regex.Pattern;

/** A package's name and version, and where its files lie among the targets. */
public record PackageRef(String name, String version) implements Comparable<PackageRef> {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}");
  private static final String DESCRIPTOR = "package.json";

  /** Reads {@code packages/NAME/VERSION/FILE}; empty for any other path. */
  public static Optional<PackageRef> ofTarget(String path) {
    String[] segments = path.split("/", -1);
    boolean fits = segments.length == 4 && segments[0].equals("packages") && isName(segments[1]) && SemVer.parse(segments[2]).isPresent() && isFileName(segments[3]);
    return fits ? Optional.of(new PackageRef(segments[1], segments[2])) : Optional.empty();
  }

  /** Whether a target is a package's descriptor. */
  public static boolean isDescriptor(String path) {
    return path.endsWith("/" + DESCRIPTOR) && ofTarget(path).isPresent();
  }

  /** Whether a target is a bundle: {@code packages/NAME/VERSION/FILE.jar}. */
  public static boolean isBundle(String path) {
    return path.endsWith(".jar") && ofTarget(path).isPresent();
  }

  /** {@code packages/NAME/VERSION/FILE}. */
  public String target(String file) {
    return "packages/" + name + "/" + version + "/" + file;
  }

  /** The target path of the descriptor. */
  public String descriptor() {
    return target(DESCRIPTOR);
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static boolean isFileName(String name) {
    return FILE.matcher(name).matches();
  }

  @Override
  public int compareTo(PackageRef other) {
    int order = name.compareTo(other.name);
    if (order != 0) {
      return order;
    }
    Optional<SemVer> mine = SemVer.parse(version);
    Optional<SemVer> theirs = SemVer.parse(other.version);
    int precedence = mine.isPresent() && theirs.isPresent() ? mine.get().compareTo(theirs.get()) : 0;
    return precedence != 0 ? precedence : version.compareTo(other.version);
  }

  /** {@code NAME VERSION}. */
  @Override
  public String toString() {
    return name + " " + version;
  }
}
