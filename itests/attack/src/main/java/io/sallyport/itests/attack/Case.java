package io.sallyport.itests.attack;

import io.sallyport.itests.appliance.attack.Outcome;

/**
 * One named attack and what must become of it.
 *
 * @param name unique, in lower case with hyphens
 * @param threat what is attempted, in one line
 * @param guard who refuses it
 * @param code the code that it is refused with; {@link #NONE} where there is nothing to refuse
 */
public record Case(String name, String threat, Guard guard, String code) {
  /** The way in does not exist, so nothing says a code. */
  public static final String NONE = "–";

  /** Whether an attempt ended as it must: nothing got in, the expected code, and an audit entry where the appliance refused. */
  public boolean held(Outcome outcome) {
    return outcome.refused() && outcome.code().equals(code) && (outcome.audited() || guard.entry().isEmpty());
  }
}
