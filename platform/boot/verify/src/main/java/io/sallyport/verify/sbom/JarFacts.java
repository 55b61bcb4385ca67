package io.sallyport.verify.sbom;

import io.sallyport.trust.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * What a jar says about itself, and the jars, native libraries and models inside it. Immutable.
 *
 * @param manifest main attributes; empty if there are none
 * @param coordinates its own Maven coordinates and those of what was put into it, sorted by entry name
 * @param licences statements about its licence: manifest, Maven poms, licence files
 * @param inner files inside, sorted by name
 */
public record JarFacts(Attributes manifest, List<Coordinates> coordinates, Set<String> licences, List<Inner> inner) {
  /** A file inside; {@code facts} if it is a jar. */
  public record Inner(String name, String sha256, Optional<JarFacts> facts) {}

  private static final Pattern PROPERTIES = Pattern.compile("META-INF/maven/.+/pom\\.properties");
  private static final Pattern POM = Pattern.compile("META-INF/maven/.*/pom\\.xml");
  private static final Pattern POM_LICENCE = Pattern.compile("<license>.*?<name>([^<]+)</name>.*?</license>", Pattern.DOTALL);
  private static final Pattern LICENCE_FILE = Pattern.compile("(META-INF/)?(LICEN[CS]E|COPYING)(\\.txt|\\.md)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern INNER_FILE = Pattern.compile(".+\\.(so|dll|dylib|jnilib|onnx|gguf)");
  private static final int HEAD = 600;

  /** @throws UncheckedIOException if it is no readable jar */
  public static JarFacts read(Path jar) {
    Reader reader = new Reader();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          reader.entry(entry.getName(), in);
        }
      }
      return reader.facts();
    } catch (IOException e) {
      throw new UncheckedIOException(jar + " cannot be read", e);
    }
  }

  /** The coordinates of the jar itself: by its file name, or the only ones there are. */
  Optional<Coordinates> own(String fileName) {
    Optional<Coordinates> exact = coordinates.stream().filter(c -> fileName.equals(c.artifact() + "-" + c.version() + ".jar")).findFirst();
    Optional<Coordinates> named = exact.or(() -> coordinates.stream().filter(c -> fileName.startsWith(c.artifact() + "-")).findFirst());
    return named.isPresent() || coordinates.size() != 1 ? named : Optional.of(coordinates.get(0));
  }

  private static JarFacts inner(byte[] jar) throws IOException {
    Reader reader = new Reader();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        reader.entry(entry.getName(), zip);
      }
    }
    reader.inner.sort(Comparator.comparing(Inner::name));
    return reader.facts();
  }

  /** Collects. */
  private static final class Reader {
    private Attributes manifest = new Attributes();
    private final List<Coordinates> coordinates = new ArrayList<>();
    private final Set<String> licences = new TreeSet<>();
    private final List<Inner> inner = new ArrayList<>();

    void entry(String name, InputStream in) throws IOException {
      if (name.equals("META-INF/MANIFEST.MF")) {
        manifest = new Manifest(in).getMainAttributes();
        Optional.ofNullable(manifest.getValue("Bundle-License")).map(String::strip).filter(text -> !text.isEmpty()).ifPresent(licences::add);
      } else if (PROPERTIES.matcher(name).matches()) {
        Coordinates.ofProperties(in).ifPresent(coordinates::add);
      } else if (POM.matcher(name).matches()) {
        Matcher licence = POM_LICENCE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        while (licence.find()) {
          licences.add(licence.group(1).strip());
        }
      } else if (LICENCE_FILE.matcher(name).matches()) {
        licences.add(new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip());
      } else if (name.endsWith(".jar")) {
        byte[] jar = in.readAllBytes();
        inner.add(new Inner(name, Digests.sha256(jar), Optional.of(JarFacts.inner(jar))));
      } else if (INNER_FILE.matcher(name).matches()) {
        inner.add(new Inner(name, Digests.sha256(in), Optional.empty()));
      }
    }

    JarFacts facts() {
      return new JarFacts(manifest, List.copyOf(coordinates), Set.copyOf(licences), List.copyOf(inner));
    }
  }
}
