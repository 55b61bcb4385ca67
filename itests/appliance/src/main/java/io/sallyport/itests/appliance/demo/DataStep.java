package io.sallyport.itests.appliance.demo;

import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.DetectionQuality;
import io.sallyport.itests.appliance.Insights;
import io.sallyport.itests.appliance.TruthLog;
import io.sallyport.itests.appliance.User;
import java.time.Duration;

/** Step 5. */
final class DataStep implements Step {
  /** Four of the replay's eight episodes, and the calm between them. */
  private static final long ROWS = 3_700;
  private static final double LEAST_PRECISION = 0.8;
  private static final double LEAST_RECALL = 0.8;

  @Override
  public String title() {
    return "Live data: window → autoencoder → score → insight → work order";
  }

  @Override
  public void tell(Scene scene) {
    Story story = scene.story();
    scene.type(User.IVAN, "opcua:certificates");
    String thumbprint = scene.link().trustServer(User.SAM);
    story.say("sam compared the thumbprint with the one on the PLC and typed opcua:trust " + thumbprint);
    scene.link().admitAppliance();
    story.say("the plant's engineer let the appliance's certificate in");
    scene.link().awaitLive();
    scene.plant().resume();
    Insights insights = new Insights(scene.appliance());
    Await.until("the plant has sent " + ROWS + " rows", Duration.ofSeconds(ROWS / Demo.ROWS_PER_SECOND + 30), () -> scene.plant().sent() >= ROWS);
    TruthLog truth = scene.plant().truth();
    scene.type(User.OLGA, "signal:list");
    scene.type(User.OLGA, "insight:list");
    scene.type(User.OLGA, "workorder:list");
    var reported = insights.list();
    DetectionQuality quality = DetectionQuality.of(truth, reported);
    story.say(String.format("%d rows sent, %d anomalous episodes, %d insights", truth.rows().size(), quality.episodes(), reported.size()));
    story.check(quality.delays().size() == quality.episodes() && quality.episodes() > 0, "every episode was noticed, " + quality.medianDelay().orElse(-1L)
        + " rows after it began (median)");
    story.check(quality.precision() >= LEAST_PRECISION && quality.recall() >= LEAST_RECALL,
        String.format("row by row: precision %.3f, recall %.3f", quality.precision(), quality.recall()));
    story.check(insights.workOrders() > 0, insights.workOrders() + " work orders in the local journal");
  }
}
