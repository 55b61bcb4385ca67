package io.sallyport.itests.appliance;

import io.sallyport.trust.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the auditor reads of one type of entry. */
public final class AuditEntries {
  private static final int MOST = 10_000;
  private static final Duration RECORDED = Duration.ofSeconds(60);

  private final Appliance appliance;
  private final String type;

  public AuditEntries(Appliance appliance, String type) {
    this.appliance = appliance;
    this.type = type;
  }

  /** All entries of the type, oldest first. */
  public List<JsonObject> list() {
    return newest(MOST);
  }

  /** The newest entries of the type, oldest first; for types of which there are thousands. */
  public List<JsonObject> newest(int most) {
    return appliance.console(User.AUD).run("audit:list --json --type " + type + " --max " + most).jsonList();
  }

  public int count() {
    return list().size();
  }

  /** Waits until there are entries beyond the first {@code known}, one of them with the code; that entry. */
  public Optional<JsonObject> newer(int known, String code) {
    return newer(known, code, entry -> true);
  }

  /** The same for an entry of which something else holds too. */
  public Optional<JsonObject> newer(int known, String code, Predicate<JsonObject> wanted) {
    try {
      return Optional.of(Await.value("an audit entry " + type + " with " + code, RECORDED,
          () -> list().stream().skip(known).filter(entry -> entry.optionalString("code").orElse("").equals(code)).filter(wanted).findFirst()));
    } catch (AssertionError e) {
      return Optional.empty();
    }
  }
}
