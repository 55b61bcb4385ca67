package io.sallyport.itests.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a jar says about its licence: manifest, Maven pom, licence file. */
public final class Licences {
  private static final Pattern POM_LICENCE = Pattern.compile("<license>.*?<name>([^<]+)</name>.*?</license>", Pattern.DOTALL);
  private static final Pattern FILE = Pattern.compile("(META-INF/)?(LICEN[CS]E|COPYING)(\\.txt|\\.md)?", Pattern.CASE_INSENSITIVE);
  private static final int HEAD = 600;
  private static final Pattern GPL = Pattern.compile("\\b[AL]?GPL|GNU (AFFERO |LESSER |LIBRARY )?GENERAL PUBLIC", Pattern.CASE_INSENSITIVE);
  private static final Pattern WAY_OUT = Pattern.compile("CLASSPATH|\\bCPE\\b|APACHE|\\bEPL|ECLIPSE|\\bCDDL|COMMON DEVELOPMENT|\\bMIT\\b|\\bBSD|\\bEDL", Pattern.CASE_INSENSITIVE);

  private Licences() {}

  /** All statements found; empty if the jar says nothing that can be read. */
  public static Set<String> of(Path jar) {
    Set<String> found = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      if (file.getManifest() != null) {
        String header = file.getManifest().getMainAttributes().getValue("Bundle-License");
        if (header != null && !header.isBlank()) {
          found.add(header.strip());
        }
      }
      for (JarEntry entry : file.stream().toList()) {
        if (entry.getName().matches("META-INF/maven/.*/pom\\.xml")) {
          Matcher licence = POM_LICENCE.matcher(text(file, entry, Integer.MAX_VALUE));
          while (licence.find()) {
            found.add(licence.group(1).strip());
          }
        } else if (FILE.matcher(entry.getName()).matches()) {
          found.add(text(file, entry, HEAD).replaceAll("\\s+", " ").strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(jar + " cannot be read", e);
    }
    return found;
  }

  /** Whether one may ship it: nothing of the GPL family, unless another licence or the class-path exception is offered beside it. */
  public static boolean isShippable(Set<String> statements) {
    boolean gpl = statements.stream().anyMatch(statement -> GPL.matcher(statement).find());
    boolean wayOut = statements.stream().anyMatch(statement -> WAY_OUT.matcher(statement.toUpperCase(Locale.ROOT)).find());
    return !gpl || wayOut;
  }

  private static String text(JarFile file, JarEntry entry, int most) throws IOException {
    try (InputStream in = file.getInputStream(entry)) {
      return new String(in.readNBytes(most), StandardCharsets.UTF_8);
    }
  }
}
