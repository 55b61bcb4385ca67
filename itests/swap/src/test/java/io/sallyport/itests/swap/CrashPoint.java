package io.sallyport.itests.swap;

import java.util.ArrayList;
import java.util.List;

/** A place in the journal at which the appliance is made to die as by kill -9. */
record CrashPoint(String step, String phase) {
  private static final List<String> STEPS = List.of("admit", "fetch", "install", "stage", "prove", "switch", "watch", "drain", "commit", "retire", "finish");

  /** Every step, before and after its effect. */
  static List<CrashPoint> all() {
    List<CrashPoint> points = new ArrayList<>();
    for (String step : STEPS) {
      points.add(new CrashPoint(step, "begin"));
      points.add(new CrashPoint(step, "end"));
    }
    return points;
  }

  String[] options() {
    return new String[] {"-Dsallyport.test=true", "-Dsallyport.crash.at=" + step + ":" + phase};
  }
}
