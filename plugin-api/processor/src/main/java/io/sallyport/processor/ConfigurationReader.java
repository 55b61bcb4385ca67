package io.sallyport.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads a configuration's annotation type. */
final class ConfigurationReader {
  private final Elements elements;

  ConfigurationReader(Elements elements) {
    this.elements = elements;
  }

  /** @param type an annotation type with {@code @ObjectClassDefinition} */
  Configuration read(TypeElement type, String pid, boolean factory) {
    Mirror definition = Mirror.on(elements, type, Names.OBJECT_CLASS).orElseThrow();
    String name = definition.string("name");
    return new Configuration(pid, factory, name.isBlank() ? pid : name, definition.string("description"), methods(type).stream().map(method -> attribute(type, method)).toList());
  }

  /** The methods that are settings, in the order of the source. */
  static List<ExecutableElement> methods(TypeElement type) {
    return ElementFilter.methodsIn(type.getEnclosedElements());
  }

  Attribute attribute(TypeElement type, ExecutableElement method) {
    String name = method.getSimpleName().toString();
    boolean only = name.equals("value") && methods(type).size() == 1;
    String key = prefix(type) + (only ? Keys.ofType(type.getSimpleName().toString()) : Keys.ofMethod(name));
    Optional<Mirror> definition = Mirror.on(elements, method, Names.ATTRIBUTE);
    return new Attribute(key, label(method.getReturnType()), defaults(method), text(definition, "min"), text(definition, "max"), options(definition, method.getReturnType()),
        unit(key, method.getReturnType()), definition.map(d -> d.string("description")).orElse("").strip());
  }

  /** A least value may end in {@code min} too; minutes are whole. */
  private static String unit(String key, TypeMirror type) {
    boolean least = key.endsWith(".min") && (type.getKind() == TypeKind.DOUBLE || type.getKind() == TypeKind.FLOAT);
    return least ? "" : Keys.unit(key);
  }

  private static String prefix(TypeElement type) {
    return ElementFilter.fieldsIn(type.getEnclosedElements()).stream().filter(field -> field.getSimpleName().contentEquals("PREFIX_") && field.getConstantValue() != null)
        .map(field -> String.valueOf(field.getConstantValue())).findFirst().orElse("");
  }

  private static Optional<String> text(Optional<Mirror> definition, String attribute) {
    return definition.map(d -> d.string(attribute)).filter(text -> !text.isBlank());
  }

  private static List<String> options(Optional<Mirror> definition, TypeMirror type) {
    List<String> stated = definition.map(d -> d.mirrors("options").stream().map(option -> option.string("value")).toList()).orElse(List.of());
    return stated.isEmpty() ? constants(type) : stated;
  }

  private static List<String> constants(TypeMirror type) {
    TypeMirror element = type instanceof ArrayType array ? array.getComponentType() : type;
    if (!(element instanceof DeclaredType declared) || declared.asElement().getKind() != ElementKind.ENUM) {
      return List.of();
    }
    return declared.asElement().getEnclosedElements().stream().filter(constant -> constant.getKind() == ElementKind.ENUM_CONSTANT)
        .map(Element::getSimpleName).map(Object::toString).toList();
  }

  private static String label(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return label(array.getComponentType()) + "[]";
    }
    return type instanceof DeclaredType declared ? declared.asElement().getSimpleName().toString() : type.toString();
  }

  private static List<String> defaults(ExecutableElement method) {
    AnnotationValue value = method.getDefaultValue();
    if (value == null) {
      return List.of();
    }
    List<String> defaults = new ArrayList<>();
    if (value.getValue() instanceof List<?> items) {
      items.forEach(item -> defaults.add(text(((AnnotationValue) item).getValue())));
    } else {
      defaults.add(text(value.getValue()));
    }
    return defaults;
  }

  private static String text(Object value) {
    return value instanceof VariableElement constant ? constant.getSimpleName().toString() : String.valueOf(value);
  }
}
