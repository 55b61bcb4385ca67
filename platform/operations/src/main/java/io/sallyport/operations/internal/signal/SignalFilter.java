package io.sallyport.operations.internal.signal;

import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalId;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which signals a consumer asked for.
 *
 * @param assets empty means all
 * @param names empty means all
 */
public record SignalFilter(Set<String> assets, Set<String> names) {
  private static final String ANY = "*";

  /** @throws RefusedException SP-SIGNAL-0002 if the asset property is absent */
  public static SignalFilter of(Map<String, ?> properties, String where) {
    Set<String> assets = strings(properties.get(SignalConsumer.ASSET));
    if (assets.isEmpty()) {
      throw new RefusedException(new Refusal("SP-SIGNAL-0002", "a signal consumer without the service property " + SignalConsumer.ASSET,
          where, "set it to the asset's name, or to * for all assets"));
    }
    return new SignalFilter(assets.contains(ANY) ? Set.of() : assets, strings(properties.get(SignalConsumer.NAME)));
  }

  boolean accepts(SignalId signal) {
    return (assets.isEmpty() || assets.contains(signal.asset())) && (names.isEmpty() || names.contains(signal.name()));
  }

  private static Set<String> strings(Object property) {
    List<?> values = property instanceof String text ? List.of(text)
        : property instanceof String[] array ? List.of(array)
        : property instanceof Collection<?> items ? List.copyOf(items) : List.of();
    Set<String> strings = new TreeSet<>();
    for (Object value : values) {
      if (!value.toString().isBlank()) {
        strings.add(value.toString());
      }
    }
    return strings;
  }

  @Override
  public String toString() {
    return (assets.isEmpty() ? ANY : String.join(",", assets)) + "/" + (names.isEmpty() ? ANY : String.join(",", names));
  }
}
