package io.sallyport.itests.appliance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every bundle of the framework with what changes when it restarts: state and time of its last modification; and each running one's
 * services, whose ids are never used twice.
 *
 * @param byId one line per bundle id
 */
public record BundleTable(Map<Long, String> byId) {
  private static final String COMMAND = "bundle:list -t 0 --no-format";

  public static BundleTable of(Appliance appliance) {
    Map<Long, String> bundles = new LinkedHashMap<>();
    for (String line : appliance.console(User.ADA).run(COMMAND).orFail().out().split("\n")) {
      String[] cells = line.strip().split("[\\t│|]+");
      if (cells.length > 1 && cells[0].strip().matches("\\d+")) {
        bundles.put(Long.parseLong(cells[0].strip()), line.strip());
      }
    }
    return new BundleTable(bundles);
  }

  /** Whether every bundle of this table is in the later one, unchanged. */
  public boolean sameRunsIn(BundleTable later) {
    return byId.entrySet().stream().allMatch(entry -> entry.getValue().equals(later.byId.get(entry.getKey())));
  }
}
