package io.sallyport.inference.internal;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What models may use of this appliance: time, lanes, memory. A change holds for calls and versions that come; what is loaded stays. Thread-safe. */
@Component(service = Capacity.class, configurationPid = "io.sallyport.inference")
public final class Capacity {
  /** Settings of inference. */
  @ObjectClassDefinition(name = "Inference", description = "What models may use")
  public @interface Config {
    @AttributeDefinition(description = "A run that takes longer is ended, in milliseconds, for models that declare no limit of their own")
    long deadline_ms() default 5_000;

    @AttributeDefinition(description = "Runs of one model at once, for models that declare none; 0: two per processor, at least four")
    int concurrency() default 0;

    @AttributeDefinition(description = "Memory for all loaded models together, in MiB; 0: half of the machine's")
    long memory_mib() default 0;
  }

  private static final int MEBIBYTE_SHIFT = 20;
  private static final int LEAST_LANES = 4;

  private final LongSupplier available;
  private volatile Bounds bounds;

  /** @param memory in bytes */
  private record Bounds(Duration deadline, int concurrency, long memory) {
    /** @param memory as {@code concurrency}: 0 for what is usual on this machine */
    static Bounds of(Duration deadline, int concurrency, long memory) {
      return new Bounds(deadline, concurrency > 0 ? concurrency : Math.max(LEAST_LANES, 2 * Runtime.getRuntime().availableProcessors()), memory > 0 ? memory : Machine.total() / 2);
    }

    static Bounds of(Config config) {
      return of(Duration.ofMillis(config.deadline_ms()), config.concurrency(), config.memory_mib() << MEBIBYTE_SHIFT);
    }
  }

  @Activate
  public Capacity(Config config) {
    this.bounds = Bounds.of(config);
    this.available = Machine::available;
  }

  /** @param available memory that could be taken now, in bytes */
  Capacity(Duration deadline, int concurrency, long memory, LongSupplier available) {
    this.bounds = Bounds.of(deadline, concurrency, memory);
    this.available = available;
  }

  @Modified
  public void change(Config config) {
    bounds = Bounds.of(config);
  }

  Duration deadline(ModelLimits limits) {
    return limits.deadline().orElse(bounds.deadline());
  }

  int concurrency(ModelLimits limits) {
    return (int) limits.concurrency().orElse(bounds.concurrency());
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
    long memory = bounds.memory();
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
