package io.sallyport.capability.visionqc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/** Whether rejects pile up: so many among the newest items. Begins anew after it said so. Not thread-safe. */
final class RejectPolicy {
  private record Item(UUID id, boolean rejected) {}

  private final int rejects;
  private final int items;
  private final Deque<Item> newest = new ArrayDeque<>();

  /** @param rejects 0: never */
  RejectPolicy(int rejects, int items) {
    this.rejects = rejects;
    this.items = items;
  }

  /** Whether this item makes them too many; one that was counted already does not count again. */
  boolean add(UUID id, boolean rejected) {
    if (rejects == 0 || newest.stream().anyMatch(item -> item.id().equals(id))) {
      return false;
    }
    newest.add(new Item(id, rejected));
    if (newest.size() > items) {
      newest.remove();
    }
    boolean due = rejected && newest.stream().filter(Item::rejected).count() >= rejects;
    if (due) {
      newest.clear();
    }
    return due;
  }
}
