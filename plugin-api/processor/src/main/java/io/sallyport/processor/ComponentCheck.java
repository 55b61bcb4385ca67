package io.sallyport.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** The rules for how a component and its configuration belong together. */
final class ComponentCheck {
  private static final List<String> PLATFORM = List.of("org.apache.", "org.ops4j.", "org.osgi.", "org.jline.", "jmx.");

  private final Elements elements;
  private final Problems problems;

  ComponentCheck(Elements elements, Problems problems) {
    this.elements = elements;
    this.problems = problems;
  }

  /** @return the configuration's type, if the component has one that keeps the rules */
  Optional<TypeElement> configuration(TypeElement component) {
    Optional<Mirror> designate = Mirror.on(elements, component, Names.DESIGNATE);
    Optional<TypeElement> designated = designate.map(d -> (TypeElement) ((DeclaredType) d.type("ocd")).asElement());
    for (TypeElement used : used(component)) {
      if (designated.filter(used::equals).isEmpty()) {
        problems.at(component, "SP-SDK-0025", component.getSimpleName() + " is configured by " + used.getSimpleName() + " and does not say so", "add @Designate(ocd = "
            + used.getSimpleName() + ".class): without it the settings have no reference");
        return Optional.empty();
      }
    }
    if (designated.isEmpty()) {
      return Optional.empty();
    }
    if (Mirror.on(elements, designated.get(), Names.OBJECT_CLASS).isEmpty()) {
      problems.at(designate.get(), "SP-SDK-0026", designated.get().getSimpleName() + " does not describe a configuration", "add @ObjectClassDefinition(name = \"…\") to it");
      return Optional.empty();
    }
    String pid = pid(component);
    if (PLATFORM.stream().anyMatch(pid::startsWith) || !pid.contains(".")) {
      problems.at(designate.get(), "SP-SDK-0027", "the configuration PID " + pid + " belongs to the platform or to nobody, and a site cannot set it",
          "use one below your own domain, such as com.acme.limits");
      return Optional.empty();
    }
    if (pid.contains("-")) {
      problems.at(designate.get(), "SP-SDK-0030", "the configuration PID " + pid + " holds a hyphen: what follows it in a file's name would be taken for the name of an instance",
          "write it without, such as com.acme.limits");
      return Optional.empty();
    }
    if (isPlugin(component) && component.getEnclosedElements().stream().noneMatch(member -> Mirror.on(elements, member, Names.MODIFIED).isPresent())) {
      problems.at(component, "SP-SDK-0029", component.getSimpleName() + " does not take up a changed configuration: its instance would be replaced, and nobody starts the new one",
          "add a method with @Modified that takes " + designated.get().getSimpleName());
    }
    return designated;
  }

  private static boolean isPlugin(TypeElement component) {
    return component.getInterfaces().stream().anyMatch(type -> type.toString().equals(Names.PLUGIN));
  }

  /** The PID that the component is configured by: the first that it states, or its name. */
  String pid(TypeElement component) {
    Mirror annotation = Mirror.on(elements, component, Names.COMPONENT).orElseThrow();
    String name = annotation.string("name").isBlank() ? component.getQualifiedName().toString() : annotation.string("name");
    String stated = annotation.strings("configurationPid").stream().findFirst().orElse("$");
    return stated.equals("$") ? name : stated;
  }

  /** Annotation types that the component is handed: by its constructor, in fields, or when it is modified. */
  private List<TypeElement> used(TypeElement component) {
    List<TypeElement> used = new ArrayList<>();
    for (Element member : component.getEnclosedElements()) {
      boolean handed = Mirror.on(elements, member, Names.ACTIVATE).isPresent() || Mirror.on(elements, member, Names.MODIFIED).isPresent();
      if (handed && member instanceof ExecutableElement method) {
        method.getParameters().stream().filter(parameter -> Mirror.on(elements, parameter, Names.REFERENCE).isEmpty())
            .forEach(parameter -> annotationType(parameter.asType()).ifPresent(used::add));
      } else if (handed) {
        annotationType(member.asType()).ifPresent(used::add);
      }
    }
    return used;
  }

  private static Optional<TypeElement> annotationType(TypeMirror type) {
    return type instanceof DeclaredType declared && declared.asElement().getKind() == ElementKind.ANNOTATION_TYPE
        ? Optional.of((TypeElement) declared.asElement()) : Optional.empty();
  }
}
