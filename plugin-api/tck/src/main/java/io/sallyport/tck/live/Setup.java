package io.sallyport.tck.live;

import io.sallyport.api.signal.SignalId;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plugin needs around it to work: {@code tck.json}, written by its publisher. {@code {"configurations": {"PID": {"key": value}},
 * "secrets": {"name": "value"}, "models": ["folder with model.json and golden.json"], "signals": [{"asset", "name", "unit"}]}}; each member
 * may be absent. A PID {@code a.b~one} is one of a factory's. Immutable.
 *
 * @param configurations values by PID
 * @param secrets values by name
 * @param models folders of recorded models
 * @param signals what is sent to the plugin, beside what its subscriptions name
 */
record Setup(Map<String, Map<String, Object>> configurations, Map<String, String> secrets, List<Path> models, List<SignalId> signals) {
  static final Setup NONE = new Setup(Map.of(), Map.of(), List.of(), List.of());

  /** @throws RefusedException SP-SDK-0059, or a JSON refusal */
  static Setup read(Path file) {
    try {
      JsonObject json = Json.parseObject(Files.readAllBytes(file), file.toString());
      for (String key : json.keys()) {
        if (!List.of("configurations", "secrets", "models", "signals").contains(key)) {
          throw new RefusedException(new Refusal("SP-SDK-0059", "the member \"" + key + "\" is unknown", file.toString(), "use configurations, secrets, models and signals"));
        }
      }
      Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
      json.optionalObject("configurations").ifPresent(all -> all.keys().forEach(pid -> configurations.put(pid, values(all.object(pid)))));
      Map<String, String> secrets = new LinkedHashMap<>();
      json.optionalObject("secrets").ifPresent(all -> all.keys().forEach(name -> secrets.put(name, all.string(name))));
      List<Path> models = json.has("models") ? json.strings("models").stream().map(file.toAbsolutePath()::resolveSibling).toList() : List.of();
      List<SignalId> signals = new ArrayList<>();
      if (json.has("signals")) {
        json.objects("signals").forEach(signal -> signals.add(new SignalId(signal.string("asset"), signal.string("name"), signal.optionalString("unit").orElse("1"))));
      }
      return new Setup(configurations, secrets, models, signals);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Setup of(Optional<Path> file) {
    return file.map(Setup::read).orElse(NONE);
  }

  private static Map<String, Object> values(JsonObject json) {
    Map<String, Object> values = new LinkedHashMap<>();
    json.map().forEach((key, value) -> values.put(key, value instanceof List<?> list ? list.stream().map(String::valueOf).toArray(String[]::new) : value));
    return values;
  }
}
