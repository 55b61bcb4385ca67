package io.sallyport.itests.appliance;

import io.sallyport.trust.JsonObject;
import java.time.Instant;
import java.util.List;

/** What the appliance concluded, as the operator's console shows it. */
public final class Insights {
  private static final long NANOS = 1_000_000_000L;

  private final Appliance appliance;

  public Insights(Appliance appliance) {
    this.appliance = appliance;
  }

  public List<DetectionQuality.Reported> list() {
    return appliance.console(User.OLGA).run("insight:list --json --max 1000").jsonList().stream().map(Insights::reported).toList();
  }

  /** Work orders in the journal. */
  public int workOrders() {
    return appliance.console(User.OLGA).run("workorder:list --json").jsonList().size();
  }

  private static DetectionQuality.Reported reported(JsonObject insight) {
    return new DetectionQuality.Reported(nanos(insight.string("from")), insight.optionalString("until").filter(text -> !text.isEmpty()).map(Insights::nanos),
        nanos(insight.string("detected")));
  }

  private static long nanos(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * NANOS + instant.getNano();
  }
}
