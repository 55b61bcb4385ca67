package io.sallyport.vault.advisory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions as {@code vers:maven/>=1.0|<1.4|2.1}: constraints in ascending order. What is beyond a strict lower bound is taken with the bound,
 * what is excluded by {@code !=} is not excluded: rather one warning too many.
 *
 * @param text the range
 * @param where names the file in refusals
 */
record VersionRange(String text, String where) {
  private static final Pattern WHOLE = Pattern.compile("vers:[a-z0-9.+-]{1,40}/(.{1,2000})");
  private static final Pattern CONSTRAINT = Pattern.compile("\\s*(>=|<=|!=|>|<|=|)\\s*([A-Za-z0-9._+~-]{1,100})\\s*");

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0040 */
  void addTo(List<List<Affected.Event>> ranges, List<String> versions) {
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      throw Advisory.refuse("\"" + Advisory.line(text) + "\" is no range of versions", where);
    }
    List<Affected.Event> events = new ArrayList<>();
    for (String constraint : whole.group(1).equals("*") ? new String[] {">=0"} : whole.group(1).split("\\|")) {
      Matcher matcher = CONSTRAINT.matcher(constraint);
      if (!matcher.matches()) {
        throw Advisory.refuse("\"" + Advisory.line(text) + "\" is no range of versions", where);
      }
      add(matcher.group(1), matcher.group(2), events, versions);
    }
    if (!events.isEmpty()) {
      ranges.add(events);
    }
  }

  private static void add(String comparator, String version, List<Affected.Event> events, List<String> versions) {
    switch (comparator) {
      case ">=", ">" -> events.add(new Affected.Event("introduced", version));
      case "<", "<=" -> {
        if (events.isEmpty()) {
          events.add(new Affected.Event("introduced", "0"));
        }
        events.add(new Affected.Event(comparator.equals("<") ? "fixed" : "last_affected", version));
      }
      case "!=" -> { }
      default -> versions.add(version);
    }
  }
}
