package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the threads of a JVM are doing: the whole dump in a file under {@code target/}, for a failure message those that serve the console. */
final class ThreadDump {
  private static final long LONGEST_SECONDS = 30;
  private static final Path FOLDER = Path.of("target", "thread-dumps");
  private static final Pattern CONSOLE = Pattern.compile("^\"[^\"]*(sshd|nio|audit|Karaf)", Pattern.CASE_INSENSITIVE);

  private ThreadDump() {}

  /** Never fails: a dump that can't be taken says why. */
  static String of(long pid) {
    try {
      Files.createDirectories(FOLDER);
      Path file = Files.createTempFile(FOLDER, "jvm-" + pid + "-", ".txt").toAbsolutePath();
      Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), "Thread.print", "-l")
          .redirectErrorStream(true).redirectOutput(file.toFile()).start();
      if (!jcmd.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        jcmd.destroyForcibly();
        return "no thread dump of process " + pid + " within " + LONGEST_SECONDS + " s";
      }
      return "thread dump: " + file + "\n" + console(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException | UncheckedIOException e) {
      return "no thread dump of process " + pid + ": " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "no thread dump of process " + pid + ": interrupted";
    }
  }

  /** The stacks of the threads that a login goes through. */
  static String console(String dump) {
    List<String> stacks = Arrays.asList(dump.split("\n\n"));
    return stacks.stream().filter(stack -> CONSOLE.matcher(stack).find()).collect(Collectors.joining("\n\n"));
  }
}
