package io.sallyport.engine.onnx.internal;

import io.sallyport.engine.onnx.internal.trial.Trial;
import io.sallyport.inference.engine.TrialOutcome;
import io.sallyport.inference.engine.TrialRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that holds a trial, from its start to its end, as seen by the thread that waits for it: every few milliseconds that looks at its memory and its
 * processor time, and ends it when it has had enough of either. When memory runs out on the machine, the kernel takes this process first. For one thread.
 */
final class ChildProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final long LOOK_MILLIS = 10;
  private static final long PAGE = 4_096;
  private static final int MOST_OUTPUT = 64 << 10;
  /** The Java process itself, before the model, takes about 50 MiB. */
  private static final long LARGEST_START = 256L << 20;
  /** By the clock, a child that others leave no processor to may take so many times as long. */
  static final int PATIENCE = 20;
  /** Beside busy threads, nice 19 leaves a child less than one hundredth of a core: it begins as less than that, and gets it when it takes long. */
  private static final String FIRST_NICE = "5";
  private static final String LATER_NICE = "19";
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final TrialRequest request;
  private final Path output;
  private final Process process;
  private final long began = System.nanoTime();
  private Duration cpu = Duration.ZERO;
  private long base = -1;
  private long most;
  private boolean slowed;

  private ChildProcess(TrialRequest request, Path output, Process process) {
    this.request = request;
    this.output = output;
    this.process = process;
  }

  static ChildProcess start(TrialRequest request, Path folder, String classPath) throws IOException {
    List<String> command = new ArrayList<>();
    program("nice").ifPresent(nice -> command.addAll(List.of(nice, "-n", FIRST_NICE)));
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms8m", "-Xmx64m",
        "-XX:MaxDirectMemorySize=256m", "-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null", "-XX:+DisableAttachMechanism", "-Djava.io.tmpdir=" + folder,
        "-cp", classPath, Trial.class.getName(), folder.toString()));
    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    ChildProcess child = new ChildProcess(request, output, process);
    child.offerToTheKernel();
    return child;
  }

  private static Optional<String> program(String name) {
    return List.of("/usr/bin/" + name, "/bin/" + name).stream().filter(path -> Files.isExecutable(Path.of(path))).findFirst();
  }

  private void offerToTheKernel() {
    try {
      Files.writeString(proc("oom_score_adj"), "1000");
    } catch (IOException e) {
      LOG.debug("The kernel is not told to take {} first", process.pid(), e);
    }
  }

  /** Ends the process if the thread is interrupted. */
  TrialOutcome await() throws IOException {
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        Optional<TrialOutcome> enough = look();
        if (enough.isPresent()) {
          return enough.get();
        }
      }
      return ended();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TrialOutcome.NotRun("interrupted");
    } finally {
      process.destroyForcibly();
      awaitEnd();
    }
  }

  private void awaitEnd() {
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<TrialOutcome> look() throws IOException {
    cpu = process.info().totalCpuDuration().filter(now -> now.compareTo(cpu) > 0).orElse(cpu);
    if (base < 0) {
      base = line(Trial.READY).map(pages -> Long.parseLong(pages.strip()) * PAGE).orElse(-1L);
    }
    long taken = resident() - (base < 0 ? LARGEST_START : base);
    most = Math.max(most, taken);
    if (taken > (base < 0 ? 0 : request.memory())) {
      return Optional.of(base < 0 ? new TrialOutcome.NotRun("the process takes more than " + (LARGEST_START >> 20) + " MiB before the model") : new TrialOutcome.OutOfMemory(loaded(), taken));
    }
    if (cpu.compareTo(request.time()) > 0 || System.nanoTime() - began > request.time().toNanos() * PATIENCE) {
      return Optional.of(new TrialOutcome.OutOfTime(loaded(), cpu));
    }
    slowDown();
    return Optional.empty();
  }

  private void slowDown() throws IOException {
    if (!slowed && cpu.compareTo(SHORT) > 0) {
      slowed = true;
      Optional<String> renice = program("renice");
      if (renice.isPresent()) {
        new ProcessBuilder(renice.get(), "-n", LATER_NICE, "-p", Long.toString(process.pid())).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      }
    }
  }

  /** 0 once it has ended. */
  private long resident() {
    try {
      return Long.parseLong(Files.readString(proc("statm")).split(" ")[1]) * PAGE;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  private TrialOutcome ended() throws IOException {
    Optional<String> failure = line(Trial.FAILED);
    if (process.exitValue() == 0 && failure.isPresent()) {
      return new TrialOutcome.Failed(loaded(), failure.get());
    }
    if (process.exitValue() == 0 && line(Trial.ANSWERED).isPresent()) {
      return new TrialOutcome.Passed(cpu, Math.max(0, most));
    }
    String how = Ending.of(process.exitValue(), text());
    return line(Trial.READY).isPresent() ? new TrialOutcome.Crashed(loaded(), how) : new TrialOutcome.NotRun("the process did not come up: " + how);
  }

  private boolean loaded() throws IOException {
    return line(Trial.LOADED).isPresent();
  }

  /** What follows this on a line of the output that begins with it. */
  private Optional<String> line(String begin) throws IOException {
    String text = text();
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().filter(line -> line.startsWith(begin)).map(line -> line.substring(begin.length())).findFirst();
  }

  private String text() throws IOException {
    try (InputStream in = Files.newInputStream(output)) {
      return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
    }
  }
}
