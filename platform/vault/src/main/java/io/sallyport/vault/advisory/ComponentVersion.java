package io.sallyport.vault.advisory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version, ordered as Maven and Semantic Versioning both do it: numbers by value, a qualifier such as {@code alpha beta rc} before the
 * release, {@code 1.0} equal to {@code 1} and {@code 1.0.0}. Unlike in Maven a hyphen separates as a dot does. Build metadata after {@code +}
 * does not count. Immutable.
 */
public final class ComponentVersion implements Comparable<ComponentVersion> {
  private static final Pattern TOKEN = Pattern.compile("[0-9]+|[a-z]+");
  /** What is not listed comes after the release, in the order of the alphabet, as in Maven. */
  private static final Map<String, Integer> QUALIFIERS = Map.ofEntries(Map.entry("alpha", -5), Map.entry("a", -5), Map.entry("beta", -4), Map.entry("b", -4), Map.entry("milestone", -3), Map.entry("m", -3),
      Map.entry("rc", -2), Map.entry("cr", -2), Map.entry("snapshot", -1), Map.entry("final", 0), Map.entry("ga", 0), Map.entry("release", 0), Map.entry("sp", 1));
  private static final int UNKNOWN = 2;
  private static final int NUMBER = 3;

  /** One part: its rank among kinds, its number or its text. */
  private record Part(int rank, BigInteger number, String text) implements Comparable<Part> {
    /** What is behind the end. */
    static final Part END = new Part(0, BigInteger.ZERO, "");

    @Override
    public int compareTo(Part other) {
      int order = Integer.compare(rank, other.rank);
      return order != 0 ? order : rank == NUMBER ? number.compareTo(other.number) : rank == UNKNOWN ? text.compareTo(other.text) : 0;
    }
  }

  private final String text;
  private final List<Part> parts = new ArrayList<>();

  public ComponentVersion(String text) {
    this.text = text;
    Matcher token = TOKEN.matcher(text.replaceFirst("\\+.*", "").toLowerCase(Locale.ROOT));
    while (token.find()) {
      Part part = part(token.group());
      if (part.rank() != NUMBER && !part.equals(Part.END)) {
        dropZeros();
      }
      parts.add(part);
    }
    dropZeros();
  }

  /** Zeros at the end and before a qualifier say nothing. */
  private void dropZeros() {
    while (!parts.isEmpty() && parts.get(parts.size() - 1).equals(Part.END)) {
      parts.remove(parts.size() - 1);
    }
  }

  private static Part part(String token) {
    if (Character.isDigit(token.charAt(0))) {
      BigInteger number = new BigInteger(token);
      return number.signum() == 0 ? Part.END : new Part(NUMBER, number, "");
    }
    return Optional.ofNullable(QUALIFIERS.get(token)).map(rank -> rank == 0 ? Part.END : new Part(rank, BigInteger.ZERO, "")).orElseGet(() -> new Part(UNKNOWN, BigInteger.ZERO, token));
  }

  @Override
  public int compareTo(ComponentVersion other) {
    for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      int order = at(i).compareTo(other.at(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private Part at(int index) {
    return index < parts.size() ? parts.get(index) : Part.END;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComponentVersion version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
