package io.sallyport.itests.appliance.demo;

import io.sallyport.itests.appliance.ProcessView;

/** Step 1. */
final class PlantStep implements Step {
  @Override
  public String title() {
    return "The plant: a PLC's OPC UA server in a JVM of its own";
  }

  @Override
  public void tell(Scene scene) {
    scene.story().say("opc.tcp://127.0.0.1:" + scene.plant().port() + "/plant – Basic256Sha256, SignAndEncrypt, user name and password\n"
        + "replays Statlog Shuttle, nine radiator signals V1 … V9, " + Demo.ROWS_PER_SECOND + " rows/s once the appliance is connected");
    var listeners = new ProcessView(scene.plant().pid()).listeners();
    scene.story().check(!listeners.isEmpty() && listeners.stream().allMatch(l -> l.getAddress().isLoopbackAddress()),
        "listens on " + listeners + ", process " + scene.plant().pid());
  }
}
