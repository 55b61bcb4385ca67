package io.sallyport.http.internal.area;

import io.sallyport.identity.Tokens;
import io.sallyport.provision.Generations;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whether everything in the running generation runs, and programs can be let in. Thread-safe. */
@Component(service = Readiness.class)
public final class Readiness {
  private static final long LONGEST_NANOS = 250_000_000L;

  private final Tokens tokens;
  private final LongSupplier ticker;
  private volatile Generations generations;
  private Optional<Seen> seen = Optional.empty();

  /** What was found when somebody asked. */
  private record Seen(Generations generations, boolean up, long time) {}

  @Activate
  public Readiness(@Reference Tokens tokens) {
    this(tokens, System::nanoTime);
  }

  /** @param ticker monotonic time, in nanoseconds */
  Readiness(Tokens tokens, LongSupplier ticker) {
    this.tokens = tokens;
    this.ticker = ticker;
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setGenerations(Generations present) {
    generations = present;
  }

  void unsetGenerations(Generations gone) {
    if (generations == gone) {
      generations = null;
    }
  }

  /**
   * False until the platform has brought the running generation up, whenever something of it does not run, and while no token can be judged. A
   * quarter of a second late at most.
   */
  public boolean isReady() {
    Generations present = generations;
    return present != null && tokens.refusal().isEmpty() && isUp(present);
  }

  /** Anybody may ask, and the answer takes milliseconds of reading in the site's files: it is looked for four times a second at most, by one at a time. */
  private synchronized boolean isUp(Generations present) {
    if (seen.filter(known -> known.generations() == present && ticker.getAsLong() - known.time() < LONGEST_NANOS).isEmpty()) {
      seen = Optional.of(new Seen(present, present.status().ready(), ticker.getAsLong()));
    }
    return seen.orElseThrow().up();
  }

  /** The number of the running generation; 0 = none, or not known yet. */
  public int generation() {
    Generations present = generations;
    return present == null ? 0 : present.status().running();
  }
}
