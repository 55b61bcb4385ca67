package io.sallyport.itests.attack;

import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import java.util.List;
import java.util.Map;

/** Cases that are attempted together, because they share what takes the time. */
public interface Group {
  /** In a few words. */
  String title();

  /** The cases, in the order of the table. */
  List<Case> cases();

  /** Attempts all of them once. @return an outcome for each case */
  Map<Case, Outcome> attempt(Target target);
}
