package io.sallyport.inference.internal;

import io.sallyport.trust.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code remote} in {@code model.json}: where a model runs that is not in the package.
 *
 * @param conduit the conduit that the package's descriptor asks for, by its name
 * @param model what the server calls the model
 * @param version what the server calls its version
 */
public record RemotePlace(String conduit, String model, String version) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  static Optional<RemotePlace> parse(JsonObject document, String where) {
    return document.optionalObject("remote").map(remote -> new RemotePlace(name(remote, "conduit", where), name(remote, "model", where), name(remote, "version", where)));
  }

  private static String name(JsonObject remote, String key, String where) {
    String name = remote.string(key);
    if (!NAME.matcher(name).matches()) {
      throw Refusals.badDocument("remote." + key + " must be letters, digits, dots, hyphens and underscores", where);
    }
    return name;
  }
}
