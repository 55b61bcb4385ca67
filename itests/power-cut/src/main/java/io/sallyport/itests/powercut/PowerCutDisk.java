package io.sallyport.itests.powercut;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A disk in memory whose power may be cut. It behaves as a POSIX file system to who writes to {@link #root}, remembers every write, fsync,
 * creation, removal, rename and fsync of a directory, and afterwards shows the disks that a cut at any moment may have left behind.
 *
 * <p>What it takes for possible is what POSIX allows: without an fsync after it, a write may be there, in part (by sectors of 512 bytes),
 * as zeros in a file of the new length, or not at all; without an fsync of the directory, a creation, removal or rename may be there or
 * not, in any order between different names. What it does not show: disks that lie about fsync, sectors that become unreadable or hold
 * stale bytes of other files, file systems that reorder what was forced. Links, permissions and times are not kept; what nothing that is
 * tested on it may rely on – mapped memory, watches, another file system of its kind – throws {@link UnsupportedOperationException}.
 *
 * <p>It may also be full: then a write that makes a file grow arrives in part and fails, and no name is added; what frees or only renames goes on.
 *
 * <p>Thread-safe.
 */
public final class PowerCutDisk {
  private static final int ROOM_FOR_ALL = Integer.MAX_VALUE;
  private static final List<Leftover.Odds> EXTREMES = List.of(new Leftover.Odds("nothing that was not forced", 0, 0, 0),
      new Leftover.Odds("everything", 1, 1, 1), new Leftover.Odds("names without content", 0, 0, 1),
      new Leftover.Odds("names and lengths without content", 0, 1, 1), new Leftover.Odds("content without names", 1, 1, 0));
  private static final double[] SOME = {0.1, 0.5, 0.9};

  private final Tree before;
  private final Tree now;
  private final List<Operation> history = new ArrayList<>();
  private final Path root = new DiskFileSystem(this).getPath("/");
  private long unused;
  private int room = ROOM_FOR_ALL;
  private boolean failed;

  /** An empty disk. */
  public PowerCutDisk() {
    this(new Tree());
  }

  private PowerCutDisk(Tree tree) {
    this.before = tree.copy();
    this.now = tree;
    this.unused = tree.unused();
  }

  /** Its top directory. */
  public Path root() {
    return root;
  }

  /** A path on it, such as {@code data/site}. */
  public Path path(String relative) {
    return root.resolve(relative);
  }

  /** From now on there is room for so many more writes and new names, and for no more after that. */
  public synchronized void fillAfter(int operations) {
    room = operations;
    failed = false;
  }

  /** There is room again. @return whether anything had failed for want of it */
  public synchronized boolean empty() {
    room = ROOM_FOR_ALL;
    return failed;
  }

  /** @throws IOException if the disk is full */
  synchronized void requireRoom() throws IOException {
    if (room == 0) {
      failed = true;
      throw new IOException("No space left on device");
    }
    room = room == ROOM_FOR_ALL ? room : room - 1;
  }

  /** From here on, whoever was told must find what they were told of: a cut before this does not have to keep it, a cut after it has. */
  public synchronized void acknowledge(String what) {
    history.add(new Operation.Acknowledge(what));
  }

  /** The same disk with everything on it forced and no history: where a test begins. */
  public synchronized PowerCutDisk settled() {
    return new PowerCutDisk(now.copy());
  }

  /**
   * A disk after a cut.
   *
   * @param name when and what, for messages; the same each time
   * @param acknowledged what had been acknowledged before it
   * @param disk what is left
   */
  public record Cut(String name, List<String> acknowledged, PowerCutDisk disk) {}

  /**
   * Shows what a cut at every moment of the history may leave: for each moment the extremes (nothing, everything, names without content and
   * the other way round) and so many random choices; each distinct disk once.
   *
   * @throws AssertionError naming the cut at which the check failed
   */
  public void cuts(long seed, int random, Consumer<Cut> check) {
    List<Operation> all;
    synchronized (this) {
      all = List.copyOf(history);
    }
    Set<String> seen = new HashSet<>();
    for (int moment = 0; moment <= all.size(); moment++) {
      if (moment == all.size() || !(all.get(moment) instanceof Operation.Acknowledge)) {
        cutsAt(all.subList(0, moment), seed, random, seen, check);
      }
    }
  }

  private void cutsAt(List<Operation> until, long seed, int random, Set<String> seen, Consumer<Cut> check) {
    Leftover leftover = new Leftover(until);
    List<String> acknowledged = new ArrayList<>();
    until.stream().filter(Operation.Acknowledge.class::isInstance).forEach(operation -> acknowledged.add(((Operation.Acknowledge) operation).what()));
    for (int i = 0; i < (leftover.certain() ? 1 : EXTREMES.size() + random); i++) {
      Random choice = new Random(seed + 31L * until.size() + 1_000_003L * i);
      Leftover.Odds odds = i < EXTREMES.size() ? EXTREMES.get(i) : new Leftover.Odds("choice " + i + " of seed " + seed, any(choice), any(choice), any(choice));
      Tree tree = left(until, leftover, odds, choice);
      if (seen.add(acknowledged.size() + "\n" + tree.fingerprint())) {
        check(new Cut("power cut after operation " + until.size() + ", left is " + odds.name(), acknowledged, new PowerCutDisk(tree)), check);
      }
    }
  }

  private static double any(Random random) {
    return SOME[random.nextInt(SOME.length)];
  }

  private static void check(Cut cut, Consumer<Cut> check) {
    try {
      check.accept(cut);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(cut.name() + ": " + e, e);
    }
  }

  private Tree left(List<Operation> until, Leftover leftover, Leftover.Odds odds, Random random) {
    Tree tree = before.copy();
    until.stream().filter(Operation.Create.class::isInstance).map(Operation.Create.class::cast).forEach(create -> tree.make(create.node(), create.folder()));
    leftover.choose(odds, random).forEach(tree::apply);
    return tree;
  }

  /** The tree as the running process sees it; hold this disk's monitor. */
  Tree tree() {
    return now;
  }

  /** A number for a new file or directory. */
  synchronized long next() {
    return unused++;
  }

  synchronized void record(Operation operation) {
    history.add(operation);
    now.apply(operation);
  }
}
