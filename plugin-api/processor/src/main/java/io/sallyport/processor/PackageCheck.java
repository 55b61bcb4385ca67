package io.sallyport.processor;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The rules for a package's annotation. */
final class PackageCheck {
  private static final int LONGEST_LINE = 500;
  private static final int HIGHEST_PORT = 65_535;

  private final Elements elements;
  private final Types types;
  private final Problems problems;

  PackageCheck(Elements elements, Types types, Problems problems) {
    this.elements = elements;
    this.types = types;
    this.problems = problems;
  }

  void check(Mirror annotation) {
    plugin(annotation);
    name(annotation);
    line(annotation, "summary");
    line(annotation, "publisher");
    roles(annotation);
    scope(annotation);
    if (annotation.annotation().getAnnotationType().toString().equals(Names.CONNECTOR)) {
      conduits(annotation);
    }
  }

  private void plugin(Mirror annotation) {
    Element type = annotation.element();
    TypeElement plugin = elements.getTypeElement(Names.PLUGIN);
    if (plugin == null || !types.isAssignable(type.asType(), plugin.asType())) {
      problems.at(annotation, "SP-SDK-0001", type.getSimpleName() + " carries the package's annotation and is no Plugin", "put it on the class that implements " + Names.PLUGIN);
      return;
    }
    if (!Mirror.on(elements, type, Names.COMPONENT).map(component -> providesPlugin(component, (TypeElement) type)).orElse(false)) {
      problems.at(annotation, "SP-SDK-0002", type.getSimpleName() + " is not registered as a Plugin", "add @Component(service = Plugin.class)");
    }
  }

  private static boolean providesPlugin(Mirror component, TypeElement type) {
    List<String> services = component.has("service") ? component.strings("service") : type.getInterfaces().stream().map(TypeMirror::toString).toList();
    return services.contains(Names.PLUGIN);
  }

  private void name(Mirror annotation) {
    String name = annotation.string("name");
    if (!PackageNames.isName(name)) {
      problems.at(annotation, annotation.value("name"), "SP-SDK-0004", "the package cannot be called \"" + name + "\"",
          "use lower-case letters, digits and inner hyphens, at most 64, such as acme-limits");
    } else if (PackageNames.isReserved(name)) {
      problems.at(annotation, annotation.value("name"), "SP-SDK-0005", "the package name " + name + " belongs to the platform", "begin it with a word of your own");
    }
  }

  private void line(Mirror annotation, String attribute) {
    String text = annotation.string(attribute);
    if (text.isBlank() || text.length() > LONGEST_LINE || text.chars().anyMatch(Character::isISOControl)) {
      problems.at(annotation, annotation.value(attribute), "SP-SDK-0006", attribute + " is blank, longer than " + LONGEST_LINE + " characters or more than one line",
          "write one line: the site reads it before it approves");
    }
  }

  private void roles(Mirror annotation) {
    annotation.values("roles").stream().filter(role -> !PackageNames.ROLES.contains(String.valueOf(role.getValue()))).forEach(role ->
        problems.at(annotation, role, "SP-SDK-0008", "there is no role \"" + role.getValue() + "\"", "use some of " + String.join(", ", PackageNames.ROLES)));
  }

  private void scope(Mirror annotation) {
    List<String> scope = Arrays.asList(annotation.string("qualification").split(",", -1));
    if (!PackageNames.SCOPES.containsAll(scope) || new HashSet<>(scope).size() != scope.size()) {
      problems.at(annotation, annotation.value("qualification"), "SP-SDK-0009", "\"" + annotation.string("qualification") + "\" is no scope of qualification",
          "use some of IQ, OQ, PQ, separated by commas only");
    }
  }

  private void conduits(Mirror annotation) {
    Set<String> seen = new HashSet<>();
    Set<String> names = new HashSet<>();
    List<Mirror> conduits = annotation.mirrors("conduits");
    for (Mirror conduit : conduits) {
      if (conduits.size() > 1 && (!PackageNames.isName(conduit.string("name")) || !names.add(conduit.string("name")))) {
        problems.at(conduit, "SP-SDK-0011", "one of several conduits has no name of its own", "name each in lower-case letters, digits and inner hyphens, such as plc");
      }
      line(conduit, "protocol");
      line(conduit, "address");
      line(conduit, "why");
      int port = conduit.integer("port");
      if (port < 1 || port > HIGHEST_PORT) {
        problems.at(conduit, conduit.value("port"), "SP-SDK-0007", "a conduit's port is 1 to " + HIGHEST_PORT + ", not " + port, "give the port of the other side");
      }
      if (!seen.add(conduit.constant("direction") + conduit.string("protocol") + " " + conduit.string("address") + " " + port)) {
        problems.at(conduit, "SP-SDK-0010", "the same conduit is declared twice", "remove one of them");
      }
    }
  }
}
