package io.sallyport.processor;

import io.sallyport.api.packaging.ApiVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A package's descriptor (ADR 0002) as far as its sources know it: without version and parts. */
final class Draft {
  static final String FILE = "META-INF/sallyport/package.json";

  private Draft() {}

  static String of(Mirror annotation) {
    boolean connector = annotation.annotation().getAnnotationType().toString().equals(Names.CONNECTOR);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", "sallyport.package/1");
    json.put("name", annotation.string("name"));
    json.put("kind", connector ? "connector" : "capability");
    json.put("publisher", annotation.string("publisher"));
    json.put("summary", annotation.string("summary"));
    json.put("api", ApiVersion.RANGE);
    json.put("gxp", annotation.constant("gxp").toLowerCase(Locale.ROOT));
    json.put("conduits", connector ? conduits(annotation) : List.of());
    json.put("roles", annotation.strings("roles"));
    json.put("qualification", Map.of("scope", annotation.string("qualification")));
    return JsonText.of(json);
  }

  private static List<Map<String, Object>> conduits(Mirror annotation) {
    List<Map<String, Object>> conduits = new ArrayList<>();
    for (Mirror conduit : annotation.mirrors("conduits")) {
      Map<String, Object> json = new LinkedHashMap<>();
      if (!conduit.string("name").isEmpty()) {
        json.put("name", conduit.string("name"));
      }
      json.put("direction", conduit.constant("direction").toLowerCase(Locale.ROOT));
      json.put("protocol", conduit.string("protocol"));
      json.put("address", conduit.string("address"));
      json.put("port", conduit.integer("port"));
      json.put("why", conduit.string("why"));
      conduits.add(json);
    }
    return conduits;
  }
}
