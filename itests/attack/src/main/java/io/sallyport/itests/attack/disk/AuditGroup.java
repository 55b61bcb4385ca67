package io.sallyport.itests.attack.disk;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.OfflineAudit;
import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.trust.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The audit log is taken away, cut or exchanged while the appliance is off. Each start must tell the loss, and be ready with what ran before;
 * afterwards the true log is put back, of which nothing must be told.
 */
public final class AuditGroup implements Group {
  private static final Case DELETED = of("audit-log-deleted", "the audit log is deleted", "SP-AUDIT-0020");
  private static final Case WITH_POINTER = of("audit-log-and-pointer-deleted", "the audit log is deleted, and the running pointer that remembers it", "SP-AUDIT-0020");
  private static final Case OLDER = of("audit-log-replayed", "an older copy of the audit log is put back", "SP-AUDIT-0020");
  private static final Case EXCHANGED = of("audit-log-exchanged", "a longer audit log of the attacker's own, properly signed, takes its place", "SP-AUDIT-0021");
  private static final Case KEY = new Case("audit-key-exchanged", "the public key beside the audit log is another's", Guard.START, "");

  private static Case of(String name, String threat, String code) {
    return new Case(name, threat, Guard.AUDIT, code);
  }

  @Override
  public String title() {
    return "The audit log on disk";
  }

  @Override
  public List<Case> cases() {
    return List.of(DELETED, WITH_POINTER, OLDER, EXCHANGED, KEY);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Appliance appliance = target.appliance();
    Path log = appliance.data().resolve("audit");
    Path site = appliance.data().resolve("site");
    appliance.stop();
    Path older = Folders.copy(log, Folders.temporary("older").resolve("audit"));
    appliance.start();
    appliance.stop();
    Path good = Folders.copy(log, Folders.temporary("audit").resolve("audit"));
    Path goodSite = Folders.copy(site, Folders.temporary("site").resolve("site"));
    Map<Case, Runnable> attacks = new LinkedHashMap<>();
    attacks.put(DELETED, () -> Folders.delete(log));
    attacks.put(WITH_POINTER, () -> {
      Folders.delete(log);
      Folders.delete(site.resolve("running.json"));
    });
    attacks.put(OLDER, () -> replace(log, older));
    attacks.put(EXCHANGED, () -> exchange(appliance.data(), Folders.files(good, "checkpoint"::equals).get(0)));
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    attacks.forEach((attack, change) -> {
      change.run();
      appliance.start();
      outcomes.put(attack, judge(target, attack));
      appliance.stop();
      replace(log, good);
      replace(site, goodSite);
    });
    outcomes.put(KEY, key(target, log.resolve("key")));
    return outcomes;
  }

  /** Begins a log with as many entries as the true one and more. */
  private static void exchange(Path data, Path checkpoint) {
    long size = Long.parseLong(new String(Edited.bytes(checkpoint), StandardCharsets.UTF_8).split("\n")[1]);
    Folders.delete(data.resolve("audit"));
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      for (long i = 0; i < size; i++) {
        audit.log().submit(AuditEntry.of("site.commissioned").system("commissioning").action("commission").object("site").build());
      }
    }
  }

  private static void replace(Path folder, Path by) {
    Folders.delete(folder);
    Folders.copy(by, folder);
  }

  private static Outcome judge(Target target, Case attack) {
    JsonObject status = target.as(User.ADA, "appliance:status --json").orFail().json();
    // without its running pointer the appliance runs no package (SP-APPLY-0023)
    boolean told = (status.bool("ready") || attack == WITH_POINTER) && told(status, attack.code());
    Optional<JsonObject> entry = new AuditEntries(target.appliance(), "audit.discontinued").newer(0, attack.code());
    String reason = entry.flatMap(found -> found.optionalString("reason")).orElse("not recorded");
    return new Outcome(told, told ? attack.code() : "", entry.isPresent(), told ? reason : reason + "; status: " + status);
  }

  /** Leaves the appliance running, with the log that was put back. */
  private static Outcome key(Target target, Path key) {
    Appliance appliance = target.appliance();
    byte[] own = Edited.bytes(key);
    Edited.write(key, "sallyport.io/audit/0000000000000000+00000000+AQAA\n".getBytes(StandardCharsets.UTF_8));
    appliance.start();
    JsonObject status = target.as(User.ADA, "appliance:status --json").orFail().json();
    boolean made = new String(Edited.bytes(key), StandardCharsets.UTF_8).equals(new String(own, StandardCharsets.UTF_8));
    boolean quiet = status.object("provision").strings("alarms").stream().noneMatch(alarm -> alarm.startsWith("SP-AUDIT-"));
    return new Outcome(status.bool("ready") && made && quiet, "", false, "made again: " + made + ", the true log raises no alarm: " + quiet);
  }

  private static boolean told(JsonObject status, String code) {
    return status.object("provision").strings("alarms").stream().anyMatch(alarm -> alarm.startsWith(code));
  }
}
