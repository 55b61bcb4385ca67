package io.sallyport.processor;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The rules for a configuration's annotation type. */
final class ConfigurationCheck {
  private static final Set<String> NUMBERS = Set.of("byte", "short", "int", "long", "float", "double");

  private final Elements elements;
  private final Problems problems;
  private final ConfigurationReader reader;

  ConfigurationCheck(Elements elements, Problems problems) {
    this.elements = elements;
    this.problems = problems;
    this.reader = new ConfigurationReader(elements);
  }

  void check(TypeElement type) {
    ConfigurationReader.methods(type).forEach(method -> check(type, method));
  }

  private void check(TypeElement type, ExecutableElement method) {
    Attribute attribute = reader.attribute(type, method);
    if (attribute.description().isEmpty()) {
      problems.at(method, "SP-SDK-0020", "the setting " + attribute.key() + " has no description", "add @AttributeDefinition(description = \"…\"): an admin reads nothing else about it");
    }
    Optional<BigDecimal> min = number(method, attribute, "min", attribute.min());
    Optional<BigDecimal> max = number(method, attribute, "max", attribute.max());
    for (String value : attribute.defaults()) {
      if (!attribute.options().isEmpty()) {
        if (!attribute.options().contains(value)) {
          wrongDefault(method, attribute, value, "is none of " + attribute.range());
        }
      } else if (!value.equals("NaN") && (min.isPresent() || max.isPresent())) {
        BigDecimal measured = measure(attribute, value);
        if (min.filter(least -> measured.compareTo(least) < 0).isPresent() || max.filter(most -> measured.compareTo(most) > 0).isPresent()) {
          wrongDefault(method, attribute, value, "is not " + attribute.range());
        }
      }
    }
  }

  private void wrongDefault(ExecutableElement method, Attribute attribute, String value, String what) {
    problems.at(method, "SP-SDK-0021", "the default \"" + value + "\" of the setting " + attribute.key() + " " + what, "correct one of them");
  }

  /** A text is measured by its length. */
  private static BigDecimal measure(Attribute attribute, String value) {
    return isNumber(attribute) ? new BigDecimal(value) : BigDecimal.valueOf(value.length());
  }

  private Optional<BigDecimal> number(ExecutableElement method, Attribute attribute, String which, Optional<String> text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Mirror definition = Mirror.on(elements, method, Names.ATTRIBUTE).orElseThrow();
    AnnotationValue where = definition.value(which);
    if (!isNumber(attribute) && !attribute.type().startsWith("String")) {
      problems.at(definition, where, "SP-SDK-0022", "the setting " + attribute.key() + " is a " + attribute.type() + " and cannot have a " + which, "remove it");
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text.get()));
    } catch (NumberFormatException e) {
      problems.at(definition, where, "SP-SDK-0022", which + " = \"" + text.get() + "\" of the setting " + attribute.key() + " is no number", "write it in digits");
      return Optional.empty();
    }
  }

  private static boolean isNumber(Attribute attribute) {
    return NUMBERS.contains(attribute.type().replace("[]", ""));
  }
}
