package io.sallyport.provision.internal.configuration;

import io.sallyport.trust.Text;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Compares the keys of one configuration with what the bundle declares (OSGi Compendium 8, chapter 105). */
final class Keys {
  /** Written by Configuration Admin, Declarative Services and File Install. */
  private static final List<String> OTHERS = List.of("service.", "component.", "felix.fileinstall.", ".", "factory.");

  private Keys() {}

  static List<ConfigurationProblem> problems(String where, ObjectClassDefinition declared, Dictionary<String, Object> properties) {
    Map<String, AttributeDefinition> attributes = new HashMap<>();
    attributes(declared, ObjectClassDefinition.ALL).forEach(attribute -> attributes.put(attribute.getID(), attribute));
    List<ConfigurationProblem> problems = new ArrayList<>();
    for (Enumeration<String> keys = properties.keys(); keys.hasMoreElements();) {
      String key = keys.nextElement();
      AttributeDefinition attribute = attributes.get(key);
      if (attribute != null) {
        unusable(attribute, properties.get(key)).ifPresent(what -> problems.add(new ConfigurationProblem(where, key, what, true)));
      } else if (OTHERS.stream().noneMatch(key::startsWith)) {
        problems.add(new ConfigurationProblem(where, Text.shown(key), "is not known; known are " + attributes.keySet().stream().sorted().collect(Collectors.joining(", ")), false));
      }
    }
    attributes(declared, ObjectClassDefinition.REQUIRED).filter(attribute -> attribute.getDefaultValue() == null && properties.get(attribute.getID()) == null)
        .forEach(attribute -> problems.add(new ConfigurationProblem(where, attribute.getID(), "is missing and has no default", true)));
    problems.sort((a, b) -> a.key().compareTo(b.key()));
    return problems;
  }

  /** The keys whose values are not of the type that is declared, so that to read them throws. */
  static List<String> unreadable(ObjectClassDefinition declared, Dictionary<String, Object> properties) {
    return attributes(declared, ObjectClassDefinition.ALL).filter(attribute -> properties.get(attribute.getID()) != null)
        .filter(attribute -> values(properties.get(attribute.getID())).stream().anyMatch(value -> !isReadable(attribute, String.valueOf(value)))).map(AttributeDefinition::getID).toList();
  }

  private static boolean isReadable(AttributeDefinition attribute, String value) {
    String[] options = attribute.getOptionValues();
    return converts(attribute.getType(), value) && (options == null || options.length == 0 || Arrays.asList(options).contains(value));
  }

  private static Stream<AttributeDefinition> attributes(ObjectClassDefinition declared, int which) {
    AttributeDefinition[] found = declared.getAttributeDefinitions(which);
    return found == null ? Stream.of() : Arrays.stream(found);
  }

  private static Optional<String> unusable(AttributeDefinition attribute, Object value) {
    List<Object> values = values(value);
    if (attribute.getCardinality() == 0 && values.size() != 1) {
      return Optional.of("takes one value, has " + values.size());
    }
    return values.stream().map(each -> unusable(attribute, String.valueOf(each))).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> unusable(AttributeDefinition attribute, String value) {
    if (!converts(attribute.getType(), value)) {
      return Optional.of("= " + Text.shown(value) + " is no " + type(attribute.getType()));
    }
    // An empty list element or text is the plugin's to judge; a comma or backslash is no separator in a value that is there already.
    String said = value.isEmpty() ? "" : attribute.validate(value.replace("\\", "\\\\").replace(",", "\\,"));
    if (said == null || said.isEmpty()) {
      return Optional.empty();
    }
    String[] options = attribute.getOptionValues();
    return Optional.of("= " + Text.shown(value) + (options == null || options.length == 0 ? " is out of its range" : " is not one of " + String.join(", ", options)));
  }

  private static boolean converts(int type, String value) {
    try {
      switch (type) {
        case AttributeDefinition.INTEGER -> Integer.parseInt(value);
        case AttributeDefinition.LONG -> Long.parseLong(value);
        case AttributeDefinition.SHORT -> Short.parseShort(value);
        case AttributeDefinition.BYTE -> Byte.parseByte(value);
        case AttributeDefinition.DOUBLE -> Double.parseDouble(value);
        case AttributeDefinition.FLOAT -> Float.parseFloat(value);
        case AttributeDefinition.BOOLEAN -> {
          return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
        }
        case AttributeDefinition.CHARACTER -> {
          return value.length() == 1;
        }
        default -> {
          return true;
        }
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String type(int type) {
    return switch (type) {
      case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> "number";
      case AttributeDefinition.BOOLEAN -> "true or false";
      case AttributeDefinition.CHARACTER -> "single character";
      default -> "whole number that fits";
    };
  }

  private static List<Object> values(Object value) {
    if (value instanceof Collection<?> collection) {
      return List.copyOf(collection);
    }
    return value.getClass().isArray() ? IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i)).toList() : List.of(value);
  }
}
