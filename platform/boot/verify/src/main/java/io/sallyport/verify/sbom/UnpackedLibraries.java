package io.sallyport.verify.sbom;

import io.sallyport.trust.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds the libraries whose classes somebody unpacked into a bundle: nothing in the bundle names them. */
final class UnpackedLibraries {
  private UnpackedLibraries() {}

  /** The candidates of which at least half of the classes lie in the bundle byte for byte (by size and CRC). */
  static List<Path> in(Path bundle, Collection<Path> candidates) {
    List<Path> found = new ArrayList<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      String digest = Digests.sha256(bundle);
      for (Path candidate : candidates) {
        if (!Digests.sha256(candidate).equals(digest) && isInside(zip, candidate)) {
          found.add(candidate);
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isInside(ZipFile bundle, Path library) throws IOException {
    try (ZipFile zip = new ZipFile(library.toFile())) {
      List<? extends ZipEntry> classes = zip.stream().filter(e -> e.getName().endsWith(".class") && !e.getName().startsWith("META-INF/") && !e.getName().equals("module-info.class")).toList();
      long same = classes.stream().filter(e -> {
        ZipEntry own = bundle.getEntry(e.getName());
        return own != null && own.getSize() == e.getSize() && own.getCrc() == e.getCrc();
      }).count();
      return !classes.isEmpty() && same * 2 >= classes.size();
    }
  }
}
