package io.sallyport.itests.attack.data;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people see of an appliance after a start. What nobody can ask for, because no one can log in, is empty.
 *
 * @param ready whether it says so
 * @param packages those that run, as {@code NAME/VERSION}
 * @param roles of each person who can log in, by account
 * @param tokens names of the programs' tokens that count
 * @param trusted thumbprints of the trusted server certificates
 * @param entries of the audit log
 * @param listeners how many addresses it listens on
 * @param told codes in its status, its console output, and the newest entries of the audit log
 */
record Seen(boolean ready, Set<String> packages, Map<String, Set<String>> roles, Set<String> tokens, Set<String> trusted, long entries, int listeners,
    Set<String> told) {
  /** Told at each start of a machine such as this. */
  private static final String HOST = "SP-LAUNCH-0022";
  private static final Pattern CODE = Pattern.compile("SP-[A-Z]+-\\d{4}");

  Seen {
    packages = Set.copyOf(packages);
    roles = Map.copyOf(roles);
    tokens = Set.copyOf(tokens);
    trusted = Set.copyOf(trusted);
    told = Set.copyOf(told);
  }

  /**
   * Asks.
   *
   * @param output what it has written to its console since it was started
   * @param known entries that the audit log had before: what is newer counts as told
   */
  static Seen of(Appliance appliance, boolean ready, String output, long known) {
    Set<String> told = codes(output);
    if (!appliance.isRunning()) {
      return new Seen(false, Set.of(), Map.of(), Set.of(), Set.of(), 0, 0, told);
    }
    String status = out(appliance, User.ADA, "appliance:status --json");
    told.addAll(codes(status));
    told.addAll(codes(out(appliance, User.AUD, "audit:list --json --from " + known + " --max 2000")));
    Set<String> packages = new TreeSet<>();
    list(appliance, User.ADA, "package:list --json").stream().filter(each -> each.string("state").equals("ACTIVE"))
        .forEach(each -> packages.add(each.string("name") + "/" + each.string("version")));
    Map<String, Set<String>> roles = new TreeMap<>();
    list(appliance, User.ADA, "identity:list --json").stream().filter(each -> each.bool("enabled")).forEach(each -> roles.put(each.string("id"), Set.copyOf(each.strings("roles"))));
    Set<String> tokens = new TreeSet<>();
    list(appliance, User.ADA, "identity:token-list --json").stream().filter(each -> each.string("state").equals("valid")).forEach(each -> tokens.add(each.string("name")));
    Set<String> trusted = new TreeSet<>();
    list(appliance, User.ADA, "opcua:certificates --json").stream().filter(each -> each.string("state").equalsIgnoreCase("trusted")).forEach(each -> trusted.add(each.string("thumbprint")));
    long entries = status.isEmpty() ? 0 : Json.parseObject(status.getBytes(StandardCharsets.UTF_8), "status").object("audit").integer("entries");
    return new Seen(ready, packages, roles, tokens, trusted, entries, appliance.view().listeners().size(), told);
  }

  /** What is more than it was: a package, a person, a role, a token, a trusted certificate, a listener. Never allowed, told or not. */
  Set<String> widenedFrom(Seen before) {
    Set<String> wider = new TreeSet<>();
    more("package", before.packages, packages, wider);
    more("token", before.tokens, tokens, wider);
    roles.forEach((person, now) -> more("role of " + person, before.roles.getOrDefault(person, Set.of()), now, wider));
    more("trusted certificate", before.trusted, trusted, wider);
    if (listeners > before.listeners) {
      wider.add("listeners: " + listeners);
    }
    return wider;
  }

  /** What is less than it was; must have been told. */
  Set<String> lostSince(Seen before) {
    Set<String> lost = new TreeSet<>();
    more("package", packages, before.packages, lost);
    more("token", tokens, before.tokens, lost);
    before.roles.forEach((person, then) -> more("role of " + person, roles.getOrDefault(person, Set.of()), then, lost));
    more("trusted certificate", trusted, before.trusted, lost);
    if (entries < before.entries) {
      lost.add("audit entries: " + entries + " of " + before.entries);
    }
    if (!ready) {
      lost.add("not ready");
    }
    return lost;
  }

  private static void more(String what, Set<String> less, Set<String> more, Set<String> found) {
    more.stream().filter(each -> !less.contains(each)).forEach(each -> found.add(what + ": " + each));
  }

  private static List<JsonObject> list(Appliance appliance, User user, String command) {
    try {
      Result result = appliance.console(user).run(command);
      return result.succeeded() ? result.jsonList() : List.of();
    } catch (RuntimeException | AssertionError nobodyLogsIn) {
      return List.of();
    }
  }

  private static String out(Appliance appliance, User user, String command) {
    try {
      Result result = appliance.console(user).run(command);
      return result.succeeded() ? result.out().strip() : "";
    } catch (RuntimeException | AssertionError nobodyLogsIn) {
      return "";
    }
  }

  private static Set<String> codes(String text) {
    Set<String> codes = new TreeSet<>();
    Matcher matcher = CODE.matcher(text);
    while (matcher.find()) {
      codes.add(matcher.group());
    }
    codes.remove(HOST);
    return codes;
  }
}
