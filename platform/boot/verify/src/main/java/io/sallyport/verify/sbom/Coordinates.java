package io.sallyport.verify.sbom;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Maven coordinates. */
public record Coordinates(String group, String artifact, String version) {
  private static final String ROOT = "system/";

  /** Those of a file in a Maven repository layout, {@code system/GROUP/ARTIFACT/VERSION/FILE}; empty for any other path. */
  static Optional<Coordinates> ofPlace(String path) {
    String[] parts = path.split("/");
    if (!path.startsWith(ROOT) || parts.length < 5) {
      return Optional.empty();
    }
    return Optional.of(new Coordinates(String.join(".", List.of(parts).subList(1, parts.length - 3)), parts[parts.length - 3], parts[parts.length - 2]));
  }

  /** Those in a {@code pom.properties}; empty if it lacks one of them. Does not close. */
  static Optional<Coordinates> ofProperties(InputStream in) throws IOException {
    Properties maven = new Properties();
    maven.load(in);
    boolean complete = maven.keySet().containsAll(List.of("groupId", "artifactId", "version"));
    return complete ? Optional.of(new Coordinates(maven.getProperty("groupId").strip(), maven.getProperty("artifactId").strip(), maven.getProperty("version").strip())) : Optional.empty();
  }

  /** The package URL. */
  public String purl() {
    return "pkg:maven/" + group + "/" + artifact + "@" + version;
  }
}
