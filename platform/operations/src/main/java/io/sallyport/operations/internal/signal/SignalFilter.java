package io.sallyport.operations.internal.signal;

import io.sallyport.api.signal.SignalId;
import io.sallyport.api.signal.SignalSource;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which signals a consumer asked for.
 *
 * @param assets empty means all
 * @param names empty means all
 */
public record SignalFilter(Set<String> assets, Set<String> names) {
  private static final String ANY = SignalSource.ANY;

  /**
   * @param asset one asset, or {@code *}
   * @param names none means all
   * @throws IllegalArgumentException if one is blank
   */
  public static SignalFilter of(String asset, Set<String> names) {
    if (asset.isBlank() || names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a subscription needs an asset, or * for all, and names that are not blank; got '" + asset + "', " + names);
    }
    return new SignalFilter(asset.equals(ANY) ? Set.of() : Set.of(asset), new TreeSet<>(names));
  }

  /** @param ahead whether it is an issue of a series that lies ahead: only who names it gets one */
  boolean accepts(SignalId signal, boolean ahead) {
    return !(ahead && names.isEmpty()) && (assets.isEmpty() || assets.contains(signal.asset())) && (names.isEmpty() || names.contains(signal.name()));
  }

  @Override
  public String toString() {
    return (assets.isEmpty() ? ANY : String.join(",", assets)) + "/" + (names.isEmpty() ? ANY : String.join(",", names));
  }
}
