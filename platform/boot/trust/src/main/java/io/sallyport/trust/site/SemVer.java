package io.sallyport.trust.site;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version by Semantic Versioning 2.0.0; ordered by precedence (build data does not count, so ordering is not consistent with equals).
 *
 * @param major 0 to 999 999 999, as minor and patch
 * @param preRelease dot-separated identifiers, or empty
 * @param build dot-separated identifiers, or empty
 */
public record SemVer(int major, int minor, int patch, String preRelease, String build) implements Comparable<SemVer> {
  private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})"
      + "(?:-((?:0|[1-9][0-9]{0,8}|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9][0-9]{0,8}|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?");

  /** Empty if the text is not a version, or longer than 64 characters. */
  public static Optional<SemVer> parse(String text) {
    Matcher m = FORM.matcher(text);
    if (text.length() > 64 || !m.matches()) {
      return Optional.empty();
    }
    return Optional.of(new SemVer(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)), m.group(4) == null ? "" : m.group(4),
        m.group(5) == null ? "" : m.group(5)));
  }

  @Override
  public int compareTo(SemVer other) {
    int order = major != other.major ? Integer.compare(major, other.major) : minor != other.minor ? Integer.compare(minor, other.minor) : Integer.compare(patch, other.patch);
    return order != 0 ? order : comparePreRelease(preRelease, other.preRelease);
  }

  private static int comparePreRelease(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Boolean.compare(a.isEmpty(), b.isEmpty());
    }
    String[] left = a.split("\\.");
    String[] right = b.split("\\.");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean leftNumber = left[i].chars().allMatch(Character::isDigit);
      boolean rightNumber = right[i].chars().allMatch(Character::isDigit);
      int order = leftNumber && rightNumber ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
          : leftNumber != rightNumber ? (leftNumber ? -1 : 1) : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch + (preRelease.isEmpty() ? "" : "-" + preRelease) + (build.isEmpty() ? "" : "+" + build);
  }
}
