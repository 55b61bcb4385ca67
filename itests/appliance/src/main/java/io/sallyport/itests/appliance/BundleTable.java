package io.sallyport.itests.appliance;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every bundle of the framework, and every service with the bundle that registered it. The framework gives a service a new id each time it
 * is registered, so a bundle that was stopped and started again shows.
 *
 * @param bundles one line per bundle id: state, version, name
 * @param services the registering bundle by service id
 */
public record BundleTable(Map<Long, String> bundles, Map<Long, Long> services) {
  private static final Pattern SERVICE = Pattern.compile("service\\.id = (\\d+)");
  private static final Pattern OWNER = Pattern.compile("service\\.bundleid = (\\d+)");

  public static BundleTable of(Appliance appliance) {
    Console console = appliance.console(User.ADA);
    Map<Long, String> bundles = new TreeMap<>();
    for (String line : console.run("bundle:list -t 0 -s --no-format").orFail().out().split("\n")) {
      String[] cells = line.strip().split("\t");
      if (cells.length > 1 && cells[0].matches("\\d+")) {
        bundles.put(Long.parseLong(cells[0]), line.strip());
      }
    }
    Map<Long, Long> services = services(console.run("service:list").orFail().out());
    if (bundles.isEmpty() || services.isEmpty()) {
      throw new AssertionError("bundle:list or service:list has another form than expected");
    }
    return new BundleTable(bundles, services);
  }

  private static Map<Long, Long> services(String text) {
    Map<Long, Long> services = new TreeMap<>();
    for (String block : text.split("\n\\s*\n")) {
      Matcher id = SERVICE.matcher(block);
      Matcher owner = OWNER.matcher(block);
      if (id.find() && owner.find()) {
        services.put(Long.parseLong(id.group(1)), Long.parseLong(owner.group(1)));
      }
    }
    return services;
  }

  /** Whether every bundle of this table is in the later one with the same state and version. */
  public boolean sameIn(BundleTable later) {
    return bundles.entrySet().stream().allMatch(entry -> entry.getValue().equals(later.bundles.get(entry.getKey())));
  }

  /** Bundles of this table that lost a service since, or are gone: those that were restarted. */
  public Set<Long> restartedIn(BundleTable later) {
    Set<Long> restarted = new TreeSet<>();
    services.forEach((service, bundle) -> {
      if (!bundle.equals(later.services.get(service))) {
        restarted.add(bundle);
      }
    });
    bundles.keySet().stream().filter(id -> !later.bundles.containsKey(id)).forEach(restarted::add);
    return restarted;
  }
}
