package io.sallyport.operations.internal.store;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.function.Supplier;
import org.osgi.service.component.ComponentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rule that the site sets and may change while it is used. One that cannot be is refused, recorded and said, and what held before holds on:
 * a slip in a file must not leave the operators without alarms. Thread-safe.
 */
final class SiteRule<T> implements Supplier<T> {
  private static final Logger LOG = LoggerFactory.getLogger(SiteRule.class);

  private final String pid;
  private final AuditLog log;
  private volatile T rule;

  /** @param usual holds until the site has set one that can be */
  SiteRule(String pid, T usual, AuditLog log) {
    this.pid = pid;
    this.log = log;
    this.rule = usual;
  }

  @Override
  public T get() {
    return rule;
  }

  /** @param wanted throws {@link IllegalArgumentException} if it cannot be */
  void set(Supplier<T> wanted) {
    try {
      rule = wanted.get();
    } catch (IllegalArgumentException | ComponentException e) { // the second one where a value is of another type
      refused(new Refusal("SP-OPS-0080", "a setting that cannot be, so what held before holds on: " + e.getMessage(), "DATA/site/etc/" + pid + ".cfg",
          "correct it; it is taken up at once"));
    }
  }

  private void refused(Refusal why) {
    LOG.error("{}", why.message());
    try {
      log.submit(AuditEntry.of("operations.settings").system("operations").action("configure").object(pid).outcome(Outcome.REFUSED).code(why.code()).reason(why.what()).build());
    } catch (RefusedException e) {
      LOG.error("a refused setting is not recorded: {}", e.getMessage());
    }
  }
}
