package io.sallyport.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reference of a configuration, for people and for programs. */
final class ConfigurationPage {
  private ConfigurationPage() {}

  static String markdown(Configuration configuration) {
    StringBuilder page = new StringBuilder("# ").append(configuration.name()).append("\n\n");
    if (!configuration.description().isBlank()) {
      page.append(configuration.description()).append(configuration.description().endsWith(".") ? "\n\n" : ".\n\n");
    }
    String file = "`DATA/site/etc/" + configuration.pid() + (configuration.factory() ? "-NAME.cfg`, one for each instance" : ".cfg`");
    page.append("File: ").append(file).append("; a change is taken up at once.\n\n| key | type | default | range | unit | what |\n|---|---|---|---|---|---|\n");
    for (Attribute attribute : configuration.attributes()) {
      page.append("| `").append(attribute.key()).append("` | ").append(attribute.type()).append(" | ").append(code(defaults(attribute))).append(" | ")
          .append(cell(attribute.range())).append(" | ").append(attribute.unit()).append(" | ").append(cell(attribute.description())).append(" |\n");
    }
    return page.toString();
  }

  static String json(Configuration configuration) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", "sallyport.configuration/1");
    json.put("pid", configuration.pid());
    json.put("factory", configuration.factory());
    json.put("name", configuration.name());
    json.put("description", configuration.description());
    List<Map<String, Object>> attributes = new ArrayList<>();
    configuration.attributes().forEach(attribute -> attributes.add(json(attribute)));
    json.put("attributes", attributes);
    return JsonText.of(json);
  }

  private static Map<String, Object> json(Attribute attribute) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", attribute.key());
    json.put("type", attribute.type());
    json.put("default", attribute.defaults().equals(List.of("NaN")) ? List.of() : attribute.defaults());
    attribute.min().ifPresent(min -> json.put("min", min));
    attribute.max().ifPresent(max -> json.put("max", max));
    json.put("options", attribute.options());
    json.put("unit", attribute.unit());
    json.put("description", attribute.description());
    return json;
  }

  /** {@code NaN} is how an annotation type says that there is none. */
  private static String defaults(Attribute attribute) {
    return attribute.defaults().equals(List.of("NaN")) ? "" : String.join(", ", attribute.defaults());
  }

  private static String code(String text) {
    return text.isEmpty() ? "none" : "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
