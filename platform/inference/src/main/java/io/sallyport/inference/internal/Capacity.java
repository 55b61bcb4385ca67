package io.sallyport.inference.internal;

import io.sallyport.audit.AuditLog;
import io.sallyport.inference.engine.ModelFile;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What models may use of this appliance: time, lanes, memory. A changed setting counts for versions that are loaded after it. Thread-safe. */
@Component(service = Capacity.class, configurationPid = "io.sallyport.inference")
@Designate(ocd = Capacity.Config.class)
public final class Capacity {
  /** Settings of inference. */
  @ObjectClassDefinition(name = "Inference", description = "What models may use")
  public @interface Config {
    @AttributeDefinition(description = "A run that takes longer is ended, in milliseconds, for models that declare no limit of their own", min = "1", max = "600000")
    long deadline_ms() default 5_000;

    @AttributeDefinition(description = "Runs of one model at once, for models that declare none; 0: two per processor, at least four", min = "0", max = "64")
    int concurrency() default 0;

    @AttributeDefinition(description = "Memory for all loaded models together, in MiB; 0: half of the machine's", min = "0", max = "16777216")
    long memory_mib() default 0;
  }

  private static final int MEBIBYTE_SHIFT = 20;
  private static final int LEAST_LANES = 4;

  private final LongSupplier available;
  private final Optional<AuditLog> log;
  private volatile CapacitySettings settings;

  @Activate
  public Capacity(@Reference AuditLog log, Config config) {
    this.log = Optional.of(log);
    this.settings = CapacitySettings.of(config, CapacitySettings.USUAL).recorded(log);
    this.available = Machine::available;
  }

  /** @param available memory that could be taken now, in bytes */
  Capacity(Duration deadline, int concurrency, long memory, LongSupplier available) {
    this.log = Optional.empty();
    this.settings = new CapacitySettings(deadline, concurrency, memory >> MEBIBYTE_SHIFT);
    this.available = available;
  }

  /** In the place of a number out of range, what held before holds on. */
  @Modified
  public void change(Config config) {
    CapacitySettings changed = CapacitySettings.of(config, settings);
    settings = log.map(changed::recorded).orElse(changed);
  }

  Duration deadline(ModelLimits limits) {
    return limits.deadline().orElse(settings.deadline());
  }

  /**
   * What is to be granted for a version, in bytes: as it declares, but not less than the outputs of all its runs at once, where their shapes are fixed; else
   * {@code usual}, and those outputs.
   */
  long wanted(ModelLimits limits, long usual, ModelFile file) {
    long outputs = concurrency(limits) * file.fixedOutputs();
    return limits.memory().isPresent() ? Math.max(limits.memory().getAsLong(), outputs) : usual + outputs;
  }

  int concurrency(ModelLimits limits) {
    int own = settings.concurrency();
    return (int) limits.concurrency().orElse(own > 0 ? own : Math.max(LEAST_LANES, 2 * Runtime.getRuntime().availableProcessors()));
  }

  /** For all loaded models together, in bytes. */
  private long memory() {
    long own = settings.mebibytes() << MEBIBYTE_SHIFT;
    return own > 0 ? own : Machine.total() / 2;
  }

  int batch(ModelLimits limits) {
    return (int) limits.batch().orElse(Batching.USUAL_MOST);
  }

  /**
   * Grants memory to a version that is to be loaded.
   *
   * @param held what all loaded versions were granted
   * @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0043}
   */
  void admit(long wanted, long held, String where) {
    long memory = memory();
    if (wanted > memory - held) {
      throw Refusals.noMemory(mebibytes(wanted) + " MiB are needed, " + mebibytes(Math.max(0, memory - held)) + " of " + mebibytes(memory) + " MiB for models are left", where);
    }
    long left = available.getAsLong();
    if (wanted > left) {
      throw Refusals.noMemory(mebibytes(wanted) + " MiB are needed, the machine has " + mebibytes(left) + " MiB left", where);
    }
  }

  private static long mebibytes(long bytes) {
    return bytes + (1 << MEBIBYTE_SHIFT) - 1 >> MEBIBYTE_SHIFT;
  }
}
