package io.sallyport.signedrepo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Package folders to release. */
final class TestPackage {
  private TestPackage() {}

  /** A package of one bundle below a work directory. */
  static Path folder(Path work, String name, String version) throws IOException {
    Path folder = Files.createDirectories(work.resolve("packages").resolve(name).resolve(version));
    jar(folder.resolve(name + "-" + version + ".jar"), name + ";version=" + version);
    Files.writeString(folder.resolve("CHANGELOG.md"), "# " + name + " " + version + "\n");
    Files.writeString(folder.resolve("package.json"), """
        {"schema": "sallyport.package/1", "name": "%s", "kind": "capability", "version": "%s", "publisher": "Sallyport", "summary": "A thing", "api": "[0.3,0.4)", "gxp": "none",
         "parts": [{"path": "%1$s-VERSION.jar", "role": "bundle"}, {"path": "sbom.cdx.json", "role": "sbom"}, {"path": "CHANGELOG.md", "role": "changelog"}]}
        """.formatted(name, version));
    ToolRun.ok("sbom", folder.resolve(name + "-" + version + ".jar"), folder.resolve("sbom.cdx.json"), "--name", name, "--version-of-package", version);
    ToolRun.ok("package", folder);
    return folder;
  }

  static void jar(Path file, String header) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "test." + header.replaceFirst(";.*", ""));
    manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
    manifest.getMainAttributes().putValue("Sallyport-Package", header);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      ZipEntry entry = new ZipEntry("META-INF/MANIFEST.MF");
      entry.setTime(0);
      out.putNextEntry(entry);
      manifest.write(out);
    }
  }
}
