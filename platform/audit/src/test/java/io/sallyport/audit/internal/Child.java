package io.sallyport.audit.internal;

import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The other process of {@link CrashTest}: appends until it is killed, and prints each index once it is acknowledged. */
public final class Child {
  private Child() {}

  /** {@code DIRECTORY THREADS SEGMENT-BYTES}: prints {@code index correlation} per acknowledged entry, {@code refused CODE} when refused, then ends. */
  public static void main(String[] arguments) throws Exception {
    FileAuditLog log = new TestLog(Path.of(arguments[0])).open(new LogOptions(Long.parseLong(arguments[2]), Duration.ofMillis(20)));
    long deadline = System.nanoTime() + Duration.ofSeconds(110).toNanos();
    int writers = Integer.parseInt(arguments[1]);
    List<Thread> threads = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      int writer = w;
      threads.add(new Thread(() -> write(log, writer, deadline)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    Runtime.getRuntime().halt(0);
  }

  private static void write(FileAuditLog log, int writer, long deadline) {
    try {
      for (int i = 0; System.nanoTime() < deadline; i++) {
        int number = writer * 1_000_000 + i;
        long index = log.append(TestLog.entry(number)).index();
        print(index + " c" + number);
      }
    } catch (RefusedException e) {
      print("refused " + e.refusal().code());
    }
  }

  private static void print(String line) {
    System.out.print(line + "\n");
    System.out.flush();
  }

  /** Starts it. {@code prefix} goes before the command. */
  static Process start(Path directory, int threads, long segmentBytes, String... prefix) throws IOException {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Child.class.getName(),
        directory.toString(), Integer.toString(threads), Long.toString(segmentBytes)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
