package io.sallyport.verify.sbom;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a jar's statements about its licence mean. */
public final class Licences {
  private static final Pattern GPL = Pattern.compile("\\b[AL]?GPL|GNU (AFFERO |LESSER |LIBRARY )?GENERAL PUBLIC", Pattern.CASE_INSENSITIVE);
  private static final Pattern WAY_OUT = Pattern.compile("CLASSPATH|\\bCPE\\b|APACHE|\\bEPL|ECLIPSE|\\bCDDL|COMMON DEVELOPMENT|\\bMIT\\b|\\bBSD|\\bEDL", Pattern.CASE_INSENSITIVE);

  /** SPDX identifiers by what a statement says. */
  private static final Map<String, Pattern> IDENTIFIERS = identifiers();
  /** Jars that do not state their licence in a form this class reads, by the beginning of their names; looked up by hand. */
  private static final Map<String, String> LOOKED_UP = Map.of(
      "sallyport-", "Apache-2.0", // ours
      "org.eclipse.osgi-", "EPL-2.0", // about.html
      "bcprov-", "MIT", "bcutil-", "MIT", "bcpkix-", "MIT", "bc-fips-", "MIT", // their "Bouncy Castle Licence"
      "picocli-", "Apache-2.0",
      "slf4j-api-1.7", "MIT"); // its parent pom

  private Licences() {}

  /**
   * SPDX identifiers of a jar's licences; empty if unknown.
   *
   * @param name the jar's file name, for those that were looked up
   * @param statements what it says, see {@link JarFacts#licences}
   */
  public static Set<String> identifiers(String name, Set<String> statements) {
    Set<String> found = new TreeSet<>();
    LOOKED_UP.forEach((prefix, identifier) -> {
      if (name.startsWith(prefix)) {
        found.add(identifier);
      }
    });
    if (found.isEmpty()) {
      statements.forEach(statement -> IDENTIFIERS.forEach((identifier, pattern) -> {
        if (pattern.matcher(statement).find()) {
          found.add(identifier);
        }
      }));
    }
    return found;
  }

  /** The same of a jar on disk. */
  public static Set<String> identifiers(Path jar) {
    return identifiers(jar.getFileName().toString(), JarFacts.read(jar).licences());
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

  /** Whether one may ship it: nothing of the GPL family, unless another licence or the class-path exception is offered beside it. */
  public static boolean isShippable(Set<String> statements) {
    boolean gpl = statements.stream().anyMatch(statement -> GPL.matcher(statement).find());
    boolean wayOut = statements.stream().anyMatch(statement -> WAY_OUT.matcher(statement.toUpperCase(Locale.ROOT)).find());
    return !gpl || wayOut;
  }
}
