package io.sallyport.itests.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  /** SPDX identifiers by what a statement says. */
  private static final Map<String, Pattern> IDENTIFIERS = identifiers();
  /** Jars that do not state their licence in a form this class reads, by the beginning of their names; looked up by hand. */
  private static final Map<String, String> LOOKED_UP = Map.of(
      "sallyport-", "Apache-2.0", // ours
      "org.eclipse.osgi-", "EPL-2.0", // about.html
      "bcprov-", "MIT", "bcutil-", "MIT", "bcpkix-", "MIT", // their "Bouncy Castle Licence"
      "picocli-", "Apache-2.0",
      "slf4j-api-1.7", "MIT"); // its parent pom

  private Licences() {}

  /** SPDX identifiers of a jar's licences, from its statements or looked up; empty if unknown. */
  public static Set<String> identifiers(Path jar) {
    String name = jar.getFileName().toString();
    Set<String> found = new TreeSet<>();
    LOOKED_UP.forEach((prefix, identifier) -> {
      if (name.startsWith(prefix)) {
        found.add(identifier);
      }
    });
    if (found.isEmpty()) {
      of(jar).forEach(statement -> IDENTIFIERS.forEach((identifier, pattern) -> {
        if (pattern.matcher(statement).find()) {
          found.add(identifier);
        }
      }));
    }
    return found;
  }

  private static Map<String, Pattern> identifiers() {
    Map<String, Pattern> patterns = new TreeMap<>();
    patterns.put("Apache-2.0", pattern("Apache"));
    patterns.put("BSD-3-Clause", pattern("BSD-3|Redistribution and use in source and binary forms"));
    patterns.put("CDDL-1.0", pattern("\\bCDDL"));
    patterns.put("EPL-2.0", pattern("EPL-2\\.0|Eclipse Public License - v 2"));
    patterns.put("MIT", pattern("\\bMIT\\b"));
    return patterns;
  }

  private static Pattern pattern(String words) {
    return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
  }

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
