package io.sallyport.provision.internal.route;

import io.sallyport.provision.lease.Traffic;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where calls of one package go. Immutable.
 *
 * @param active empty while the active version cannot be leased
 * @param candidate empty as a rule
 * @param traffic the candidate's part; there is one exactly if there is a candidate
 */
public record Route(Optional<Slot> active, Optional<Slot> candidate, Optional<Traffic> traffic) {
  static final Route NOWHERE = new Route(Optional.empty(), Optional.empty(), Optional.empty());

  public Route {
    if (candidate.isPresent() != traffic.isPresent()) {
      throw new IllegalArgumentException("a candidate and its traffic go together");
    }
  }

  /** The same with this active version. */
  public Route with(Slot slot) {
    return new Route(Optional.of(slot), candidate, traffic);
  }

  /** The same with this candidate beside the active version. */
  public Route with(Slot slot, Traffic part) {
    return new Route(active, Optional.of(slot), Optional.of(part));
  }

  /** The same without that slot. */
  Route without(Slot slot) {
    boolean leaves = isIn(candidate, slot);
    return new Route(isIn(active, slot) ? Optional.empty() : active, leaves ? Optional.empty() : candidate, leaves ? Optional.empty() : traffic);
  }

  /** The same without slots that are closed. */
  Route open() {
    Route open = this;
    for (Slot slot : slots().filter(Slot::isClosed).toList()) {
      open = open.without(slot);
    }
    return open;
  }

  boolean leadsNowhere() {
    return active.isEmpty() && candidate.isEmpty();
  }

  public Stream<Slot> slots() {
    return Stream.concat(active.stream(), candidate.stream());
  }

  /** Who answers the calls of a key. */
  Optional<Slot> answering(String key) {
    return traffic.isPresent() && traffic.get().takes(key) ? candidate : active;
  }

  /** The slot of that version. */
  Optional<Slot> version(String version) {
    return isOf(active, version) ? active : isOf(candidate, version) ? candidate : Optional.empty();
  }

  private static boolean isIn(Optional<Slot> place, Slot slot) {
    return place.isPresent() && place.get() == slot;
  }

  private static boolean isOf(Optional<Slot> place, String version) {
    return place.isPresent() && place.get().version().version().equals(version);
  }
}
