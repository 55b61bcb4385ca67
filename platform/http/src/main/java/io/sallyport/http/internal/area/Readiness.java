package io.sallyport.http.internal.area;

import io.sallyport.provision.Generations;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whether everything in the running generation runs. Thread-safe. */
@Component(service = Readiness.class)
public final class Readiness {
  private volatile Generations generations;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setGenerations(Generations present) {
    generations = present;
  }

  void unsetGenerations(Generations gone) {
    if (generations == gone) {
      generations = null;
    }
  }

  /** False until the platform has brought the running generation up, and whenever something of it does not run. */
  public boolean isReady() {
    Generations present = generations;
    return present != null && present.status().ready();
  }

  /** The number of the running generation; 0 = none, or not known yet. */
  public int generation() {
    Generations present = generations;
    return present == null ? 0 : present.status().running();
  }
}
