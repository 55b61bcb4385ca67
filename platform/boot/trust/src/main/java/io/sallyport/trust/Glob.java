package io.sallyport.trust;

/** Shell patterns per path segment: {@code *} and {@code ?} never match a {@code /}. */
final class Glob {
  private Glob() {}

  static boolean matches(String pattern, String path) {
    String[] patterns = pattern.split("/", -1);
    String[] segments = path.split("/", -1);
    if (patterns.length != segments.length) {
      return false;
    }
    for (int i = 0; i < segments.length; i++) {
      if (!segment(patterns[i], segments[i])) {
        return false;
      }
    }
    return true;
  }

  /** Greedy with one point of return: linear in practice, never exponential. */
  private static boolean segment(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
