package io.sallyport.operations;

/** The states of ISA-18.2 (its figure of the alarm state transitions), under the standard's own abbreviations. */
public enum AlarmState {
  /** Normal: the condition does not hold, and nobody need do anything. */
  NORM,
  /** The condition holds, and nobody has acknowledged it. */
  UNACK,
  /** The condition holds, and somebody has acknowledged it. */
  ACKED,
  /** The condition no longer holds, and nobody acknowledged it while it did. */
  RTNUN,
  /** Shelved by an operator, for a time. */
  SHLVD,
  /** Suppressed by design while it holds. */
  DSUPR,
  /** Taken out of service by a person. */
  OOSRV;

  /** Whether an operator has to acknowledge it. */
  public boolean isUnacknowledged() {
    return this == UNACK || this == RTNUN;
  }

  /** Whether it is kept from the operators' eyes. */
  public boolean isHidden() {
    return this == SHLVD || this == DSUPR || this == OOSRV;
  }
}
