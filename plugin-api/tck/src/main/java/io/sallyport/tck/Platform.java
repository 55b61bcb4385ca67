package io.sallyport.tck;

import io.sallyport.vault.PlatformSurface;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * The platform that packages are tested against: what it holds, and which of it packages may count on (DESIGN section 3). Immutable.
 *
 * @param release of the platform, and of this TCK
 * @param surface everything that it exports
 */
public record Platform(String release, PlatformSurface surface) {
  private static final String API = "io.sallyport.api.";
  private static final List<String> FOR_ALL = List.of("org.slf4j", "org.osgi");
  private static final List<String> FOR_CONNECTORS = List.of("io.netty", "org.bouncycastle");

  /** The one that this TCK belongs to. */
  public static Platform own() {
    Properties properties = new Properties();
    try (InputStream in = resource("tck.properties"); InputStream platform = resource("platform.txt")) {
      properties.load(in);
      return new Platform(properties.getProperty("version"), PlatformSurface.parse(new String(platform.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Version of the plugin API: the highest that one of its packages has. */
  public Version api() {
    return surface.exports().entrySet().stream().filter(export -> export.getKey().startsWith(API)).map(Map.Entry::getValue).flatMap(List::stream).map(Version::parseVersion)
        .max(Version::compareTo).orElseThrow(() -> new IllegalStateException("the platform exports no plugin API"));
  }

  /** Whether a package may count on it: the API, the libraries that DESIGN names, the JDK. */
  public boolean promises(String packageName, boolean connector) {
    return (packageName + ".").startsWith(API) || isJdk(packageName) || isOf(FOR_ALL, packageName) || connector && isOf(FOR_CONNECTORS, packageName);
  }

  /** Whether it exports that package in a version of that range. */
  public boolean offers(String packageName, VersionRange range) {
    return isJdk(packageName) || surface.exports().getOrDefault(packageName, List.of()).stream().map(Version::parseVersion).anyMatch(range::includes);
  }

  private static boolean isJdk(String name) {
    return name.startsWith("java.") || ModuleLayer.boot().modules().stream().filter(module -> module.getName().startsWith("java.") || module.getName().startsWith("jdk."))
        .anyMatch(module -> module.isExported(name) && Set.copyOf(module.getPackages()).contains(name));
  }

  private static boolean isOf(List<String> roots, String name) {
    return roots.stream().anyMatch(root -> name.equals(root) || name.startsWith(root + "."));
  }

  private static InputStream resource(String name) {
    InputStream in = Platform.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is missing in this jar");
    }
    return in;
  }
}
