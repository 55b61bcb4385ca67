package io.sallyport.itests.appliance.attack;

import java.util.List;

/** All attacks, the one that restarts the appliance last. */
public final class Attacks {
  private Attacks() {}

  public static List<Attack> all() {
    return List.of(new FlippedByte(), new SingleKey(), new UnsignedJar(), new InPlaceUpdate(), new FrameworkExtension(), new PlantedInCache());
  }
}
