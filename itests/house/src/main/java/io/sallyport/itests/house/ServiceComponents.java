package io.sallyport.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The components that bnd has described, and the rule of ADR 0038: one that others hold takes changes of its configuration up in place. Exempt is
 * what is one configuration by itself, and what opens something at an address.
 */
public final class ServiceComponents {
  private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");
  private static final Pattern HEAD = Pattern.compile("<scr:component [^>]*>");

  private final Set<String> exempt;

  /** @param exempt names of components */
  public ServiceComponents(Set<String> exempt) {
    this.exempt = exempt;
  }

  /** Descriptions below a module's folder of classes. */
  public static List<Path> of(Path classes) {
    Path folder = classes.resolve("OSGI-INF");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What in a description breaks the rule, one line each. */
  public List<String> broken(String description) {
    List<String> broken = new ArrayList<>();
    Matcher head = HEAD.matcher(description);
    while (head.find()) {
      String name = attribute(head.group(), "name");
      boolean bound = !attribute(head.group(), "configuration-pid").isEmpty() && description.contains("<provide ");
      boolean one = attribute(head.group(), "configuration-policy").equals("require");
      if (bound && !one && attribute(head.group(), "modified").isEmpty() && !exempt.contains(name)) {
        broken.add(name + " is replaced when its configuration changes, and whoever holds it with it: take the change up (@Modified)");
      }
    }
    return broken;
  }

  private static String attribute(String head, String name) {
    Matcher attribute = ATTRIBUTE.matcher(head);
    while (attribute.find()) {
      if (attribute.group(1).equals(name)) {
        return attribute.group(2);
      }
    }
    return "";
  }
}
