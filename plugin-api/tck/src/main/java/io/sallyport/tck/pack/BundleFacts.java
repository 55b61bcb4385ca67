package io.sallyport.tck.pack;

import static io.sallyport.tck.pack.Refusals.refuse;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.trust.site.SemVer;
import io.sallyport.vault.HeaderClauses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * What a built bundle says about its package.
 *
 * @param ref by the header {@code Sallyport-Package}
 * @param draft the draft of the descriptor in it
 * @param pages its configuration pages by plain file name
 */
record BundleFacts(PackageRef ref, Optional<byte[]> draft, Map<String, byte[]> pages) {
  private static final String DRAFT = "META-INF/sallyport/package.json";
  private static final String PAGES = "META-INF/sallyport/configuration/";
  private static final int LARGEST = 4 << 20;

  /** @throws io.sallyport.trust.RefusedException SP-SDK-0050 if there is no bundle, 0052 for a header that does not say which package it is of */
  static BundleFacts read(Path bundle) {
    if (!Files.isRegularFile(bundle)) {
      throw refuse("SP-SDK-0050", "there is no built bundle", bundle, "build the jar first: the goal belongs to the phase package, after maven-jar-plugin");
    }
    try (JarFile jar = new JarFile(bundle.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
      Map<String, byte[]> pages = new TreeMap<>();
      for (ZipEntry entry : jar.stream().filter(entry -> entry.getName().startsWith(PAGES) && entry.getName().endsWith(".md")).toList()) {
        pages.put(entry.getName().substring(PAGES.length()), bytes(jar, entry));
      }
      ZipEntry draft = jar.getEntry(DRAFT);
      return new BundleFacts(ref(headers, bundle), draft == null ? Optional.empty() : Optional.of(bytes(jar, draft)), pages);
    } catch (IOException e) {
      throw ToolRefusals.io(e, bundle);
    }
  }

  /** The header may leave the version to the bundle. */
  private static PackageRef ref(Attributes headers, Path bundle) {
    List<HeaderClauses.Clause> clauses = HeaderClauses.parse(headers.getValue("Sallyport-Package"));
    if (clauses.size() != 1 || clauses.get(0).paths().size() != 1) {
      throw refuse("SP-SDK-0052", "the bundle's manifest has no header Sallyport-Package: NAME", bundle, "annotate the plugin with @CapabilityPackage or @ConnectorPackage and build with bnd");
    }
    String version = clauses.get(0).parameters().getOrDefault("version", Objects.requireNonNullElse(headers.getValue("Bundle-Version"), "")).strip();
    if (SemVer.parse(version).isEmpty()) {
      throw refuse("SP-SDK-0052", "the package's version \"" + version + "\" is no semantic version", bundle, "give the POM a release version such as 1.0.0: what is signed never changes, so there are no snapshots");
    }
    return new PackageRef(clauses.get(0).paths().get(0), version);
  }

  private static byte[] bytes(JarFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readNBytes(LARGEST);
    }
  }
}
