package io.sallyport.itests.appliance;

/** Brings an appliance to where most tests begin: commissioned, running, with a generation of the demo's packages. */
public final class LiveAppliance {
  private LiveAppliance() {}

  /** Running, media imported, nothing planned. */
  public static Appliance imported(Project project, Setup setup, String... media) {
    Appliance appliance = Appliance.commissioned(setup);
    try {
      appliance.start();
      for (String medium : media) {
        appliance.console(User.ADA).run("medium:import " + project.medium(medium)).orFail();
      }
      return appliance;
    } catch (AssertionError | RuntimeException e) {
      appliance.close();
      throw e;
    }
  }

  /** Generation 1 runs {@code radiator-anomaly} 1.0.0 and {@code predictive-maintenance}; 1.1.0 is in the vault. */
  public static Appliance withModel(Project project, Setup setup) {
    Appliance appliance = imported(project, setup, "demo-1", "demo-2");
    try {
      new Generations(appliance).change("radiator-anomaly/1.0.0", "predictive-maintenance/1.0.0");
      return appliance;
    } catch (AssertionError | RuntimeException e) {
      appliance.close();
      throw e;
    }
  }
}
