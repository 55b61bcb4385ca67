package io.sallyport.models.demand;

import java.util.ArrayList;
import java.util.List;

/**
 * What is chosen on the validation weeks.
 *
 * @param name of the set of inputs
 * @param used which of {@link Inputs} are used
 * @param penalty of the ridge regression, relative to the inputs' mean square
 */
record Choice(String name, boolean[] used, double penalty) {
  private static final double[] PENALTIES = {0.001, 0.003, 0.01, 0.03, 0.1};

  /** From the plainest to the richest. */
  static List<Choice> all() {
    List<Choice> all = new ArrayList<>();
    for (double penalty : PENALTIES) {
      all.add(new Choice("no time of day, no week's mean", used(4), penalty));
      all.add(new Choice("no time of day", used(5), penalty));
      all.add(new Choice("all", used(Inputs.SHARED), penalty));
    }
    return all;
  }

  private static boolean[] used(int shared) {
    boolean[] used = new boolean[Inputs.ALL];
    for (int i = 0; i < used.length; i++) {
      used[i] = i < shared || i >= Inputs.SHARED;
    }
    return used;
  }
}
