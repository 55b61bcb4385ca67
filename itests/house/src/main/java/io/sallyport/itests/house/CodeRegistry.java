package io.sallyport.itests.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The registry of refusal codes in ADR 0003, checked against the sources. */
public final class CodeRegistry {
  private static final Pattern CODE = Pattern.compile("SP-([A-Z]+)-\\d{4}");
  private static final Pattern ROW = Pattern.compile("^\\| `(SP-[A-Z]+-\\d{4})` \\| (.+?) \\| (.+?) \\|$", Pattern.MULTILINE);
  private static final Pattern AREAS = Pattern.compile("^Areas: `([A-Z0-9 ]+)`", Pattern.MULTILINE);

  private final Map<String, List<String>> meanings = new TreeMap<>();
  private final Set<String> areas;

  /** @param adr text of ADR 0003 */
  public CodeRegistry(String adr) {
    Matcher list = AREAS.matcher(adr);
    areas = list.find() ? Set.copyOf(Arrays.asList(list.group(1).split(" "))) : Set.of();
    Matcher row = ROW.matcher(adr);
    while (row.find()) {
      meanings.computeIfAbsent(row.group(1), code -> new ArrayList<>()).add(row.group(2));
    }
  }

  public int size() {
    return meanings.size();
  }

  /** Codes listed twice, meanings given to two codes, areas that do not exist. */
  public List<String> inconsistencies() {
    List<String> broken = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    meanings.forEach((code, texts) -> {
      if (texts.size() > 1) {
        broken.add(code + " is listed " + texts.size() + " times: " + texts);
      }
      if (!areas.contains(area(code))) {
        broken.add(code + " is of an area that is not listed");
      }
      for (String text : texts) {
        String other = seen.putIfAbsent(text, code);
        if (other != null && !other.equals(code)) {
          broken.add(code + " means the same as " + other + ": " + text);
        }
      }
    });
    return broken;
  }

  /** Codes in a source that the registry lacks. */
  public Set<String> missing(String source) {
    Set<String> missing = new TreeSet<>();
    Matcher code = CODE.matcher(source);
    while (code.find()) {
      if (!meanings.containsKey(code.group())) {
        missing.add(code.group());
      }
    }
    return missing;
  }

  private static String area(String code) {
    Matcher matcher = CODE.matcher(code);
    return matcher.matches() ? matcher.group(1) : "";
  }
}
