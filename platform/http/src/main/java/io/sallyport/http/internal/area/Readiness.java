package io.sallyport.http.internal.area;

import io.sallyport.identity.Tokens;
import io.sallyport.provision.Generations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whether everything in the running generation runs, and programs can be let in. Thread-safe. */
@Component(service = Readiness.class)
public final class Readiness {
  private final Tokens tokens;
  private volatile Generations generations;

  @Activate
  public Readiness(@Reference Tokens tokens) {
    this.tokens = tokens;
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

  /** False until the platform has brought the running generation up, whenever something of it does not run, and while no token can be judged. */
  public boolean isReady() {
    Generations present = generations;
    return present != null && present.status().ready() && tokens.refusal().isEmpty();
  }

  /** The number of the running generation; 0 = none, or not known yet. */
  public int generation() {
    Generations present = generations;
    return present == null ? 0 : present.status().running();
  }
}
