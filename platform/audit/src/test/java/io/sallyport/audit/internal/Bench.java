package io.sallyport.audit.internal;

import io.sallyport.audit.AuditEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Quick figures: {@code Bench DIRECTORY [SECONDS]}. The directory should be on the disk that matters. */
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "audit-bench");
    long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 3;
    TestLog test = new TestLog(directory);
    try (FileAuditLog log = test.open(LogOptions.DEFAULT)) {
      waiting(log, 64, 2, false);
      for (int writers : new int[] {1, 8, 64, 64, 256}) {
        waiting(log, writers, seconds, true);
      }
      batched(log, 4, 2000, seconds);
      long begin = System.nanoTime();
      boolean intact = log.verify().intact();
      double verified = (System.nanoTime() - begin) / 1e9;
      System.out.printf("verify  %d entries in %.2f s, intact %b%n", log.size(), verified, intact);
      long size = log.checkpoint().size();
      begin = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        log.inclusion(i * (size / 1000));
      }
      System.out.printf("proof   %.0f us%n", (System.nanoTime() - begin) / 1e6);
    }
    try (var files = Files.walk(directory)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    }
  }

  private static AuditEntry entry(int i) {
    return AuditEntry.of("inference.done").actor("olga", "operator").action("infer").object("model/radiator-anomaly/1.0.0")
        .digest("output", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08").correlation("c" + i).build();
  }

  private static void waiting(FileAuditLog log, int writers, long seconds, boolean report) throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    List<long[]> latencies = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      Thread thread = new Thread(() -> {
        long[] mine = new long[1 << 16];
        int n = 0;
        while (!stop.get()) {
          long begin = System.nanoTime();
          log.append(entry(n));
          mine[n++ & mine.length - 1] = System.nanoTime() - begin;
        }
        synchronized (latencies) {
          latencies.add(Arrays.copyOf(mine, Math.min(n, mine.length)));
        }
      });
      threads.add(thread);
    }
    long begin = System.nanoTime();
    threads.forEach(Thread::start);
    Thread.sleep(seconds * 1000);
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - begin) / 1e9;
    long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    if (report) {
      System.out.printf("append  %3d waiting writers: %6.0f/s  p50 %.2f ms  p99 %.2f ms  max %.1f ms%n", writers, all.length / took,
          all[all.length / 2] / 1e6, all[(int) (all.length * 0.99)] / 1e6, all[all.length - 1] / 1e6);
    }
  }

  private static void batched(FileAuditLog log, int writers, int inFlight, long seconds) throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong done = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      threads.add(new Thread(() -> {
        Semaphore slots = new Semaphore(inFlight);
        for (int n = 0; !stop.get(); n++) {
          slots.acquireUninterruptibly();
          log.submit(entry(n)).whenComplete((receipt, failure) -> {
            done.incrementAndGet();
            slots.release();
          });
        }
      }));
    }
    long begin = System.nanoTime();
    threads.forEach(Thread::start);
    Thread.sleep(seconds * 1000);
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf("submit  %d writers, %d in flight each: %.0f/s%n", writers, inFlight, done.get() / ((System.nanoTime() - begin) / 1e9));
  }
}
