package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the threads of a JVM are doing: the whole dump in a file under {@code target/}, for a failure message those that serve the console. */
final class ThreadDump {
  private static final long MAX_SECONDS = 30;
  private static final String LAST_OF_A_DUMP = "class space";
  private static final Path FOLDER = Path.of("target", "thread-dumps");
  private static final Pattern CONSOLE = Pattern.compile("^\"[^\"]*(sshd|nio|audit|Karaf)", Pattern.CASE_INSENSITIVE);

  private ThreadDump() {}

  /** Of a JVM that lets jcmd attach. Never fails: a dump that can't be taken says why. */
  static String of(long pid) {
    try {
      Path file = Files.createTempFile(Files.createDirectories(FOLDER), "jvm-" + pid + "-", ".txt").toAbsolutePath();
      Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), "Thread.print", "-l")
          .redirectErrorStream(true).redirectOutput(file.toFile()).start();
      if (!jcmd.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        jcmd.destroyForcibly();
        return "no thread dump of process " + pid + " within " + MAX_SECONDS + " s";
      }
      return shown(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException | UncheckedIOException e) {
      return "no thread dump of process " + pid + ": " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "no thread dump of process " + pid + ": interrupted";
    }
  }

  /** Of an appliance, whose JVM lets nothing attach: it writes the dump where it writes everything. Never fails, as {@link #of}. */
  static String of(long pid, Path output) {
    try {
      Path file = Files.createTempFile(Files.createDirectories(FOLDER), "jvm-" + pid + "-", ".txt").toAbsolutePath();
      String dump = written(pid, output);
      Files.writeString(file, dump);
      return shown(file, dump);
    } catch (IOException | UncheckedIOException | AssertionError e) {
      return "no thread dump of process " + pid + ": " + e.getMessage();
    }
  }

  /** What the JVM writes to its standard output on SIGQUIT: threads, then the heap. */
  static String written(long pid, Path output) {
    try {
      long before = Files.size(output);
      Program.run(List.of("kill", "-QUIT", Long.toString(pid)), Map.of(), output.getParent()).orFail();
      return Await.value("the dump of process " + pid, Duration.ofSeconds(MAX_SECONDS), () -> Optional.of(after(output, before)).filter(text -> text.contains(LAST_OF_A_DUMP)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String after(Path output, long from) {
    try {
      byte[] all = Files.readAllBytes(output);
      return new String(all, (int) from, (int) (all.length - from), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shown(Path file, String dump) {
    return "thread dump: " + file + "\n" + console(dump);
  }

  /** The stacks of the threads that a login goes through. */
  static String console(String dump) {
    List<String> stacks = Arrays.asList(dump.split("\n\n"));
    return stacks.stream().filter(stack -> CONSOLE.matcher(stack).find()).collect(Collectors.joining("\n\n"));
  }
}
