package io.sallyport.itests.house;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of our packages use a library in their sources. */
public final class ForeignImports {
  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

  private final Pattern use;
  private final Map<String, Set<String>> users = new TreeMap<>();

  /** @param library root package, such as {@code org.bouncycastle} */
  public ForeignImports(String library) {
    use = Pattern.compile("^(?!\\s*(\\*|//)).*\\b" + Pattern.quote(library) + "\\.", Pattern.MULTILINE);
  }

  public void add(String file, String source) {
    Matcher owner = PACKAGE.matcher(source);
    if (use.matcher(source).find() && owner.find()) {
      users.computeIfAbsent(owner.group(1), name -> new TreeSet<>()).add(file);
    }
  }

  /** Files by package. */
  public Map<String, Set<String>> users() {
    return users;
  }
}
