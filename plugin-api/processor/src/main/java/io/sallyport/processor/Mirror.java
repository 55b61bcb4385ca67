package io.sallyport.processor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * An annotation where it stands, its defaults filled in.
 *
 * @param element what it stands on; for an annotation inside another one, what that stands on
 */
record Mirror(Elements elements, Element element, AnnotationMirror annotation) {
  /** The annotation of that type on the element. */
  static Optional<Mirror> on(Elements elements, Element element, String type) {
    return element.getAnnotationMirrors().stream()
        .filter(annotation -> ((TypeElement) annotation.getAnnotationType().asElement()).getQualifiedName().contentEquals(type))
        .<Mirror>map(annotation -> new Mirror(elements, element, annotation)).findFirst();
  }

  /** The attribute's value; only attributes that the type has. */
  AnnotationValue value(String attribute) {
    return elements.getElementValuesWithDefaults(annotation).entrySet().stream()
        .filter(entry -> entry.getKey().getSimpleName().contentEquals(attribute)).map(Map.Entry::getValue).findFirst()
        .orElseThrow(() -> new IllegalStateException(annotation + " has no " + attribute));
  }

  /** Whether it is written out. */
  boolean has(String attribute) {
    return annotation.getElementValues().keySet().stream().map(ExecutableElement::getSimpleName).anyMatch(name -> name.contentEquals(attribute));
  }

  String string(String attribute) {
    return String.valueOf(value(attribute).getValue());
  }

  int integer(String attribute) {
    return (Integer) value(attribute).getValue();
  }

  boolean flag(String attribute) {
    return (Boolean) value(attribute).getValue();
  }

  /** The constant's name. */
  String constant(String attribute) {
    return ((VariableElement) value(attribute).getValue()).getSimpleName().toString();
  }

  TypeMirror type(String attribute) {
    return (TypeMirror) value(attribute).getValue();
  }

  /** The values of an array. */
  @SuppressWarnings("unchecked")
  List<AnnotationValue> values(String attribute) {
    return List.copyOf((List<? extends AnnotationValue>) value(attribute).getValue());
  }

  List<String> strings(String attribute) {
    return values(attribute).stream().map(value -> String.valueOf(value.getValue())).toList();
  }

  /** The annotations of an array. */
  List<Mirror> mirrors(String attribute) {
    return values(attribute).stream().<Mirror>map(value -> new Mirror(elements, element, (AnnotationMirror) value.getValue())).toList();
  }
}
