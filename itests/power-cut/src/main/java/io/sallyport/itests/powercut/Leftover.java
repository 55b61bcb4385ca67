package io.sallyport.itests.powercut;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Works out what of a history of operations is left after a cut: what was forced is, of the rest any choice may be. A file's content
 * survives by sectors of 512 bytes, each with the writes up to some moment; a file that grew may keep its new length with zeros for bytes;
 * of the operations on names each is kept or lost, but none without the earlier ones on the same names.
 */
final class Leftover {
  private static final int SECTOR = 512;

  /** How likely it is that what was not forced is there, from 0 to 1. */
  record Odds(String name, double content, double length, double names) {}

  private record Sector(long file, long number) {}

  private final List<Operation> history;
  private final boolean[] forced;
  private final List<List<Integer>> needs;

  Leftover(List<Operation> history) {
    this.history = history;
    this.needs = needs(history);
    this.forced = forced();
  }

  /** Whether there is anything to lose. */
  boolean certain() {
    for (int i = 0; i < history.size(); i++) {
      if (!forced[i] && (history.get(i) instanceof Operation.OnFile || history.get(i) instanceof Operation.OnEntries)) {
        return false;
      }
    }
    return true;
  }

  List<Operation> choose(Odds odds, Random random) {
    List<Operation> left = new ArrayList<>();
    boolean[] kept = new boolean[history.size()];
    Set<Sector> ended = new HashSet<>();
    for (int i = 0; i < kept.length; i++) {
      Operation operation = history.get(i);
      boolean possible = needs.get(i).stream().allMatch(earlier -> kept[earlier]);
      if (operation instanceof Operation.Write write && !forced[i]) {
        if (possible) {
          write(write, odds, random, ended, left);
        }
        kept[i] = true;
      } else {
        kept[i] = forced[i] || possible && random.nextDouble() < (operation instanceof Operation.OnEntries ? odds.names() : odds.content());
        if (kept[i]) {
          left.add(operation);
        }
      }
    }
    return left;
  }

  private static void write(Operation.Write write, Odds odds, Random random, Set<Sector> ended, List<Operation> left) {
    if (random.nextDouble() < odds.length()) {
      left.add(new Operation.Extend(write.file(), write.end()));
    }
    long from = -1;
    for (long at = write.offset(); at < write.end(); at = next(at)) {
      Sector sector = new Sector(write.file(), at / SECTOR);
      boolean keep = !ended.contains(sector) && random.nextDouble() < odds.content();
      if (!keep) {
        ended.add(sector);
        add(write, from, at, left);
        from = -1;
      } else if (from < 0) {
        from = at;
      }
    }
    add(write, from, write.end(), left);
  }

  private static long next(long at) {
    return (at / SECTOR + 1) * SECTOR;
  }

  private static void add(Operation.Write write, long from, long to, List<Operation> left) {
    if (from >= 0) {
      int start = (int) (from - write.offset());
      left.add(new Operation.Write(write.file(), from, Arrays.copyOfRange(write.bytes(), start, (int) (Math.min(to, write.end()) - write.offset()))));
    }
  }

  private boolean[] forced() {
    boolean[] certain = new boolean[history.size()];
    Set<Long> later = new HashSet<>();
    for (int i = certain.length - 1; i >= 0; i--) {
      Operation operation = history.get(i);
      if (operation instanceof Operation.Force force) {
        later.add(force.node());
      } else if (operation instanceof Operation.OnFile onFile) {
        certain[i] |= later.contains(onFile.file());
      } else if (operation instanceof Operation.OnEntries onEntries) {
        certain[i] |= later.contains(onEntries.directory());
      }
      if (certain[i]) {
        needs.get(i).forEach(earlier -> certain[earlier] = true);
      }
    }
    return certain;
  }

  /** For each operation the earlier ones without which it can't be there. */
  private static List<List<Integer>> needs(List<Operation> history) {
    List<List<Integer>> needs = new ArrayList<>();
    Map<Operation.Entry, Integer> names = new HashMap<>();
    Map<Long, Integer> cut = new HashMap<>();
    for (int i = 0; i < history.size(); i++) {
      List<Integer> earlier = new ArrayList<>();
      Operation operation = history.get(i);
      if (operation instanceof Operation.OnEntries onEntries) {
        for (Operation.Entry entry : onEntries.entries()) {
          Integer last = names.put(entry, i);
          if (last != null) {
            earlier.add(last);
          }
        }
      } else if (operation instanceof Operation.OnFile onFile) {
        Integer last = onFile instanceof Operation.Truncate ? cut.put(onFile.file(), i) : cut.get(onFile.file());
        if (last != null) {
          earlier.add(last);
        }
      }
      needs.add(earlier);
    }
    return needs;
  }
}
