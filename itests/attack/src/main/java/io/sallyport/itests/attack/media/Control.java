package io.sallyport.itests.attack.media;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.appliance.forge.Delegated;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Edition;
import io.sallyport.itests.appliance.forge.NewPackage;
import io.sallyport.itests.appliance.forge.Stranger;
import java.util.List;

/** The medium that must be accepted: made by the same tools as the hostile ones, with nothing wrong in it. */
public final class Control {
  /** Keeps to the policy; is planned and approved by the attacks that need something to plan. */
  public static final String NAME = "control";
  /** Needs a plugin API of tomorrow. */
  public static final String FUTURE = "future";
  public static final String VERSION = "1.0.0";
  /** A role that the vendor delegates to, and its package. */
  static final String PARTNER = "partner";

  private Control() {}

  public static Media make(Target target) {
    return new Edition(target.medium().copy(), new DevelopmentKeys(target.project())).release(pack(NAME))
        .release(pack(FUTURE).described(json -> json.toBuilder().put("api", "[9.0,10.0)").build()))
        .delegate(Delegated.to(PARTNER, List.of("packages/partner-*/*/*"), 1, Stranger.key()), pack("partner-control")).publish();
  }

  private static NewPackage pack(String name) {
    return new NewPackage(name, "capability", VERSION,
        Workshop.bundle().header("Bundle-SymbolicName", "hostile." + name).header("Sallyport-Package", name + ";version=" + VERSION).bytes());
  }
}
