package io.sallyport.signedrepo;

import java.util.List;

/**
 * Names to delegate, as people write them. In metadata a wildcard never crosses a slash, and every target of a package is
 * {@code packages/NAME/VERSION/FILE}: a closing {@code **} stands for what is left of that.
 */
public final class PathPatterns {
  private static final int SEGMENTS = 4;

  private PathPatterns() {}

  /** @throws io.sallyport.trust.RefusedException SP-TOOL-0062 for a pattern that could not match a file of a package */
  public static List<String> expanded(List<String> patterns) {
    return patterns.stream().map(PathPatterns::expand).toList();
  }

  private static String expand(String pattern) {
    String open = pattern.endsWith("/**") ? pattern.substring(0, pattern.length() - 3) : pattern;
    int missing = SEGMENTS - open.split("/", -1).length;
    boolean fits = open.equals(pattern) ? missing == 0 : missing == 1 || missing == 2;
    if (!fits || !open.startsWith("packages/") || open.contains("**") || open.contains("//") || open.chars().anyMatch(c -> c == '[' || c == ']' || c == '\\')) {
      throw ToolRefusals.refuse("SP-TOOL-0062", "the pattern matches no file of a package", pattern, "write packages/NAME/VERSION/FILE with * or ? inside a segment, or packages/NAME/**");
    }
    return open.equals(pattern) ? pattern : open + "/*".repeat(missing);
  }
}
