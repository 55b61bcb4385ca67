package io.sallyport.engine.onnx.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads which operators the site adds to those that were tried. They count once they are recorded. Stateless. */
final class SiteOperators {
  private static final Logger LOG = LoggerFactory.getLogger(SiteOperators.class);
  private static final String WHERE = "io.sallyport.engine.onnx";
  private static final Pattern NAME = Pattern.compile("(ai\\.onnx|ai\\.onnx\\.ml|com\\.microsoft):[A-Z][A-Za-z0-9_]{0,79}");

  private SiteOperators() {}

  /** @param setting as the site has written it; of what cannot be used, nothing is, and the log says why @param before what held until now */
  static TriedOperators read(String setting, TriedOperators before, AuditLog log) {
    Set<String> names = new TreeSet<>();
    for (String name : setting.split(",")) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    TriedOperators all = new TriedOperators(names);
    if (all.toString().equals(before.toString())) {
      return before;
    }
    try {
      names.stream().filter(name -> !NAME.matcher(name).matches()).findFirst().ifPresent(name -> {
        throw new RefusedException(new Refusal("SP-MODEL-0087", "operators names " + OnnxGuard.shortened(name) + ", which is not DOMAIN:NAME of a domain that ONNX Runtime brings along", WHERE,
            "write it as com.microsoft:GroupQueryAttention; until then these are added: " + before));
      });
      log.append(entry(Outcome.DONE).reason("added by the site: " + all + "; before: " + before).build());
      LOG.warn("models may use operators that were not tried: {}", all);
      return all;
    } catch (RefusedException e) {
      LOG.error("{}", e.getMessage());
      recordRefusal(e.refusal(), log);
      return before;
    }
  }

  private static void recordRefusal(Refusal refusal, AuditLog log) {
    try {
      log.append(entry(Outcome.REFUSED).code(refusal.code()).reason(refusal.what()).build());
    } catch (RefusedException e) {
      LOG.error("that it was refused is not recorded: {}", e.getMessage());
    }
  }

  private static AuditEntry.Builder entry(Outcome outcome) {
    return AuditEntry.of("inference.operators").system("inference").action("configure").object("configuration/" + WHERE).outcome(outcome);
  }
}
