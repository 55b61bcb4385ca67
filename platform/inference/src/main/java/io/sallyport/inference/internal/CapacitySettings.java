package io.sallyport.inference.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the site says of what models may use, checked: in the place of a number out of range, that which held before. Immutable.
 *
 * @param concurrency 0: by the number of processors
 * @param mebibytes 0: half of the machine's
 * @param refused {@code SP-MODEL-0084}, one for each number that is out of range
 */
record CapacitySettings(Duration deadline, int concurrency, long mebibytes, List<Refusal> refused) {
  private static final Logger LOG = LoggerFactory.getLogger(CapacitySettings.class);
  private static final long MOST_MILLIS = 600_000;
  private static final long MOST_CONCURRENT = 64;
  private static final long MOST_MEBIBYTES = 1 << 24;

  /** Without anything set. */
  static final CapacitySettings USUAL = new CapacitySettings(Duration.ofSeconds(5), 0, 0);

  CapacitySettings {
    refused = List.copyOf(refused);
  }

  /** Nothing was refused. */
  CapacitySettings(Duration deadline, int concurrency, long mebibytes) {
    this(deadline, concurrency, mebibytes, List.of());
  }

  static CapacitySettings of(Capacity.Config config, CapacitySettings before) {
    List<Refusal> refused = new ArrayList<>();
    long millis = within("deadline.ms", config.deadline_ms(), 1, MOST_MILLIS, before.deadline.toMillis(), refused);
    long concurrency = within("concurrency", config.concurrency(), 0, MOST_CONCURRENT, before.concurrency, refused);
    long mebibytes = within("memory.mib", config.memory_mib(), 0, MOST_MEBIBYTES, before.mebibytes, refused);
    return new CapacitySettings(Duration.ofMillis(millis), (int) concurrency, mebibytes, refused);
  }

  private static long within(String key, long value, long least, long most, long before, List<Refusal> refused) {
    if (value >= least && value <= most) {
      return value;
    }
    refused.add(Refusals.badSetting(key + " is " + value + ", not " + least + " to " + most, before));
    return before;
  }

  /** The same, after what was refused has been logged and recorded. */
  CapacitySettings recorded(AuditLog log) {
    refused.forEach(refusal -> {
      LOG.error("{}", refusal.message());
      try {
        log.submit(AuditEntry.of("inference.settings").system("inference").action("configure").object("configuration/io.sallyport.inference").outcome(Outcome.REFUSED).code(refusal.code())
            .reason(refusal.what()).build());
      } catch (RefusedException e) {
        LOG.error("that a setting was refused is not recorded: {}", e.getMessage());
      }
    });
    return this;
  }
}
