package io.sallyport.vault;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.vault.internal.PackagePolicy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an import would say of a package's bundle, point by point, found without an appliance. Immutable.
 *
 * @param symbolicName of the bundle, if it is readable and has one
 * @param findings the points that are not kept, each with the refusal that the import would give
 */
public record BundleCheck(Optional<String> symbolicName, Map<Point, Refusal> findings) {
  /** What the policy looks at, in its order (DESIGN section 4, policy at import). */
  public enum Point {
    /** The jar is readable, safe to unpack, and reads alike from its start and from its end. */
    JAR,
    /** A symbolic name of its own, and no singleton. */
    SYMBOLIC_NAME,
    /** {@code Sallyport-Package} agrees with the descriptor. */
    PACKAGE_HEADER,
    /** No header that extends the framework, names native code or imports at will. */
    HEADERS,
    /** Nothing is exported or provided that is the platform's. */
    EXPORTS,
    /** Nothing is imported that is inside the platform. */
    IMPORTS,
    /** No native code, no engine, no second manifest. */
    CONTENT,
    /** The bundle of a model holds no code; kept by every other kind. */
    MODEL
  }

  public BundleCheck {
    findings = findings.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(findings));
  }

  /**
   * Checks every point, whatever was found before; a jar that cannot be read is found broken at {@link Point#JAR} only.
   *
   * @param name of the package, by its descriptor, as version and kind
   * @param where names the bundle in refusals
   */
  public static BundleCheck of(Path bundle, String name, String version, PackageKind kind, PlatformSurface platform, String where) {
    return new PackagePolicy(() -> platform).findings(name, version, kind, bundle, where);
  }

  /** The refusal for that point, if it is not kept. */
  public Optional<Refusal> finding(Point point) {
    return Optional.ofNullable(findings.get(point));
  }
}
