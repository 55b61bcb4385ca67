package io.sallyport.inference.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.inference.DriftLimit;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One configuration of the site that sets limits of drift; recorded when it takes effect or is refused. Immutable. */
@Component(service = DriftRule.class, configurationPid = "io.sallyport.inference.drift.limit", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DriftRule.Config.class, factory = true)
public final class DriftRule {
  private static final Logger LOG = LoggerFactory.getLogger(DriftRule.class);
  private static final int LONGEST = 256;

  /** Limits of drift that hold at this site instead of the package's. */
  @ObjectClassDefinition(name = "Drift, limits of the site", description = "Limits for a model, or one of its features, or its calls for one asset")
  public @interface Config {
    @AttributeDefinition(description = "Name of the model's package") String model() default "";

    @AttributeDefinition(description = "Feature of its reference; none: all of them") String feature() default "";

    @AttributeDefinition(description = "Asset whose calls the limits are for, raising insights about it; *: each asset by itself; none: all calls, raising none about assets")
    String asset() default "";

    @AttributeDefinition(description = "Population stability index from which on it is drift; 0: the package's") double psi_limit() default 0;

    @AttributeDefinition(description = "Distance of the cumulative distributions from which on it is drift, up to 1; 0: the package's") double ks_limit() default 0;
  }

  private final DriftLimit limit;

  @Activate
  public DriftRule(@Reference AuditLog log, Config config) {
    this(config);
    AuditEntry.Builder entry = AuditEntry.of("model.drift-limits").system("inference").action("configure").object("model/" + config.model().strip());
    limit.refused().ifPresentOrElse(refusal -> {
      LOG.warn("{}", refusal.message());
      entry.outcome(Outcome.REFUSED).code(refusal.code()).reason(refusal.what());
    }, () -> entry.reason(limit.toString()));
    try {
      log.submit(entry.build());
    } catch (RefusedException e) {
      LOG.error("limits of drift are not recorded: {}", e.getMessage());
    }
  }

  DriftRule(Config config) {
    OptionalDouble psi = config.psi_limit() == 0 ? OptionalDouble.empty() : OptionalDouble.of(config.psi_limit());
    OptionalDouble ks = config.ks_limit() == 0 ? OptionalDouble.empty() : OptionalDouble.of(config.ks_limit());
    limit = new DriftLimit(config.model().strip(), text(config.feature()), text(config.asset()), psi, ks, problem(config, psi, ks));
  }

  private static Optional<String> text(String text) {
    return Optional.of(text.strip()).filter(one -> !one.isEmpty());
  }

  private static Optional<Refusal> problem(Config config, OptionalDouble psi, OptionalDouble ks) {
    String what = config.model().isBlank() ? "it names no model" : psi.isEmpty() && ks.isEmpty() ? "it sets no limit"
        : !psi.stream().allMatch(limit -> limit > 0 && Double.isFinite(limit)) ? "psi.limit is " + psi.getAsDouble() + ", not above 0"
        : !ks.stream().allMatch(limit -> limit > 0 && limit <= 1) ? "ks.limit is " + ks.getAsDouble() + ", not above 0 and at most 1"
        : Math.max(config.model().length(), Math.max(config.feature().length(), config.asset().length())) > LONGEST ? "a name is longer than " + LONGEST + " characters" : "";
    return what.isEmpty() ? Optional.empty() : Optional.of(Refusals.driftLimit(what, config.model().strip()));
  }

  DriftLimit limit() {
    return limit;
  }
}
