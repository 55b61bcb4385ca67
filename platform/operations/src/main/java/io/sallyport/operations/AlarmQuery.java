package io.sallyport.operations;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which alarms to list.
 *
 * @param states only in one of these
 * @param asset only of this asset
 * @param max most alarms returned, 1 to {@value #LARGEST}
 * @param skip how many are passed over before those
 */
public record AlarmQuery(Set<AlarmState> states, Optional<String> asset, int max, int skip) {
  /** Largest {@code max}. */
  public static final int LARGEST = 10_000;

  public AlarmQuery {
    states = Set.copyOf(states);
    if (max < 1 || max > LARGEST) {
      throw new IllegalArgumentException("max must be 1 to " + LARGEST + ", got " + max);
    }
    if (skip < 0) {
      throw new IllegalArgumentException("skip must not be negative, got " + skip);
    }
  }

  /** What an operator has before their eyes: neither normal nor hidden. */
  public static AlarmQuery inSight(int max) {
    return new AlarmQuery(EnumSet.of(AlarmState.UNACK, AlarmState.ACKED, AlarmState.RTNUN), Optional.empty(), max, 0);
  }

  /** All, in whatever state. */
  public static AlarmQuery all(int max) {
    return new AlarmQuery(EnumSet.allOf(AlarmState.class), Optional.empty(), max, 0);
  }

  public AlarmQuery in(Set<AlarmState> wanted) {
    return new AlarmQuery(wanted, asset, max, skip);
  }

  public AlarmQuery ofAsset(String name) {
    return new AlarmQuery(states, Optional.of(name), max, skip);
  }

  /** Without the first ones. */
  public AlarmQuery after(int number) {
    return new AlarmQuery(states, asset, max, number);
  }
}
