package io.sallyport.signedrepo.sdk;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.verify.sbom.JarFacts;
import io.sallyport.verify.sbom.Licences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the jars of a Maven repository say about their licences: in themselves, in their POM, in the POMs above it. */
final class SdkLicences {
  private static final Pattern PARENT = Pattern.compile("<parent>(.*?)</parent>", Pattern.DOTALL);
  private static final Pattern LICENCE = Pattern.compile("<license>.*?<name>([^<]+)</name>.*?</license>", Pattern.DOTALL);
  private static final int HIGHEST = 12;

  private final Path repository;

  SdkLicences(Path repository) {
    this.repository = repository;
  }

  /**
   * One line for each jar: path, a tab, identifiers or, where none is known, the statement's beginning.
   *
   * @throws io.sallyport.trust.RefusedException SP-TOOL-0072 if one may only be passed on under a licence of the GPL family, or says nothing
   */
  List<String> lines(List<String> jars) {
    List<String> lines = new ArrayList<>();
    for (String jar : jars) {
      Set<String> statements = statements(jar);
      if (!Licences.isShippable(statements)) {
        throw ToolRefusals.refuse("SP-TOOL-0072", "a jar under the GPL family alone: " + statements, jar, "build the SDK without it");
      }
      Set<String> known = Licences.identifiers(jar.substring(jar.lastIndexOf('/') + 1), statements);
      if (known.isEmpty() && statements.isEmpty()) {
        throw ToolRefusals.refuse("SP-TOOL-0072", "a jar that says nothing about its licence", jar, "look its licence up, and add it to Licences");
      }
      lines.add(jar + "\t" + String.join(", ", known.isEmpty() ? shortened(statements) : known));
    }
    return lines;
  }

  private Set<String> statements(String jar) {
    Set<String> statements = new TreeSet<>(JarFacts.read(repository.resolve(jar)).licences());
    Path folder = repository.resolve(jar).getParent();
    Optional<Path> pom = Optional.of(folder.resolve(folder.getParent().getFileName() + "-" + folder.getFileName() + ".pom"));
    for (int level = 0; level < HIGHEST && pom.isPresent() && Files.exists(pom.get()); level++) {
      String text = read(pom.get());
      Matcher licence = LICENCE.matcher(text);
      boolean stated = false;
      while (licence.find()) {
        stated |= statements.add(licence.group(1).strip());
      }
      pom = stated ? Optional.empty() : parent(text);
    }
    return statements;
  }

  private Optional<Path> parent(String pom) {
    Matcher parent = PARENT.matcher(pom);
    if (!parent.find()) {
      return Optional.empty();
    }
    String artifact = element(parent.group(1), "artifactId");
    String version = element(parent.group(1), "version");
    return Optional.of(repository.resolve(element(parent.group(1), "groupId").replace('.', '/')).resolve(artifact).resolve(version).resolve(artifact + "-" + version + ".pom"));
  }

  private static String element(String xml, String name) {
    Matcher element = Pattern.compile("<" + name + ">\\s*([^<\\s]+)\\s*</" + name + ">").matcher(xml);
    return element.find() ? element.group(1) : "";
  }

  private static Set<String> shortened(Set<String> statements) {
    Set<String> lines = new HashSet<>();
    statements.forEach(statement -> lines.add(statement.length() > 80 ? statement.substring(0, 80) + "…" : statement));
    return new TreeSet<>(lines);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }
}
