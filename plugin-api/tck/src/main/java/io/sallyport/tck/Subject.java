package io.sallyport.tck;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.vault.BundleCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A package's folder as it is tested: its descriptor, its files, its bundles. Immutable; the files must not change meanwhile. */
public final class Subject {
  private static final int LARGEST_ENTRY = 64 << 20;

  private final Path folder;
  private final Descriptor descriptor;
  private final Platform platform;
  private final Map<Path, BundleCheck> policy = new LinkedHashMap<>();

  private Subject(Path folder, Descriptor descriptor, Platform platform) {
    this.folder = folder;
    this.descriptor = descriptor;
    this.platform = platform;
    bundles().forEach(bundle -> policy.put(bundle, BundleCheck.of(bundle, descriptor.name(), descriptor.version(), kind(), platform.surface(), bundle.getFileName().toString())));
  }

  /**
   * @param folder holds {@code package.json} and the parts that it names
   * @throws RefusedException SP-TRUST-0060 for a descriptor that cannot be read, SP-TOOL-0001 for a folder that cannot
   */
  public static Subject open(Path folder, Platform platform) {
    Path file = folder.resolve("package.json");
    return new Subject(folder, Descriptor.parse(bytes(file), file.toString()), platform);
  }

  public Path folder() {
    return folder;
  }

  public Descriptor descriptor() {
    return descriptor;
  }

  public PackageKind kind() {
    return PackageKind.of(descriptor.kind());
  }

  public Platform platform() {
    return platform;
  }

  /** Its bundles in the descriptor's order. */
  public List<Path> bundles() {
    return descriptor.parts("bundle").stream().map(part -> folder.resolve(part.path())).toList();
  }

  /** What an import would say of a bundle. */
  public BundleCheck policy(Path bundle) {
    return policy.get(bundle);
  }

  /** Text of the first part of that role; empty if there is none. @throws RefusedException SP-TOOL-0001 if it cannot be read */
  public Optional<byte[]> part(String role) {
    return descriptor.parts(role).stream().findFirst().map(part -> bytes(folder.resolve(part.path())));
  }

  /** A header of a bundle's manifest. */
  public Optional<String> header(Path bundle, String name) {
    try (JarFile jar = new JarFile(bundle.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
      return Optional.ofNullable(attributes.getValue(name)).map(String::strip).filter(value -> !value.isEmpty());
    } catch (IOException e) {
      throw ToolRefusals.io(e, bundle);
    }
  }

  /** An entry of a bundle, at most 64 MiB of it; empty if there is none. */
  public static Optional<byte[]> entry(Path bundle, String name) {
    try (JarFile jar = new JarFile(bundle.toFile(), false)) {
      ZipEntry entry = jar.getEntry(name);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return Optional.of(in.readNBytes(LARGEST_ENTRY));
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, bundle);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }
}
