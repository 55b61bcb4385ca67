package io.sallyport.signedrepo;

import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.site.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** A folder with {@code package.json} and the parts it names, checked against each other. */
public final class PackageFolder {
  private final Path folder;
  /** Of {@code package.json}, as it was parsed. */
  private final byte[] bytes;
  private final Descriptor descriptor;

  private PackageFolder(Path folder, byte[] bytes, Descriptor descriptor) {
    this.folder = folder;
    this.bytes = bytes;
    this.descriptor = descriptor;
  }

  /** @throws io.sallyport.trust.RefusedException SP-TOOL-0010 to 0012 if a part differs from its description */
  public static PackageFolder open(Path folder) {
    Path file = folder.resolve("package.json");
    byte[] bytes = read(file);
    PackageFolder opened = new PackageFolder(folder, bytes, Descriptor.parse(bytes, file.toString()));
    for (Descriptor.Part part : opened.descriptor.parts()) {
      Path path = requirePlain(folder.resolve(part.path()));
      if (size(path) != part.length() || !Digests.sha256(path).equals(part.sha256())) {
        throw ToolRefusals.refuse("SP-TOOL-0011", "the part differs from package.json", path, "write package.json again: package " + folder);
      }
      if (part.role().equals("bundle")) {
        opened.requireHeader(path);
      }
    }
    return opened;
  }

  public Descriptor descriptor() {
    return descriptor;
  }

  /** The files by target path: descriptor and parts. */
  public Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put(descriptor.ref().descriptor(), folder.resolve("package.json"));
    descriptor.parts().forEach(part -> files.put(descriptor.target(part), folder.resolve(part.path())));
    return files;
  }

  /** The files as targets, as they were when they were checked; the descriptor carries kind, name and version. */
  public List<TargetFile> targets() {
    List<TargetFile> targets = new ArrayList<>();
    JsonObject custom = JsonObject.builder().put("kind", descriptor.kind()).put("name", descriptor.name()).put("version", descriptor.version()).build();
    targets.add(new TargetFile(descriptor.ref().descriptor(), bytes.length, Digests.sha256(bytes), Optional.of(custom)));
    descriptor.parts().forEach(part -> targets.add(new TargetFile(descriptor.target(part), part.length(), part.sha256(), Optional.empty())));
    return targets;
  }

  private void requireHeader(Path bundle) {
    String expected = descriptor.name() + ";version=" + descriptor.version();
    try (JarFile jar = new JarFile(bundle.toFile())) {
      Manifest manifest = jar.getManifest();
      String header = manifest == null ? null : manifest.getMainAttributes().getValue("Sallyport-Package");
      String version = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-Version");
      String plain = header == null ? "" : header.replace("\"", "").replace(" ", "");
      if (!(plain.indexOf(';') < 0 ? plain + ";version=" + version : plain).equals(expected)) {
        throw ToolRefusals.refuse("SP-TOOL-0012", "the bundle's Sallyport-Package header is \"" + header + "\" and its version " + version + ", expected \"" + expected + "\"", bundle,
            "correct bnd.bnd or package.json");
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, bundle);
    }
  }

  static Path requirePlain(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw ToolRefusals.refuse("SP-TOOL-0010", "the part is missing or no plain file", file, "build it first");
    }
    return file;
  }

  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }
}
