package io.sallyport.signedrepo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Many commands in one JVM, for builds: starting one for each takes longer than what it does. */
public final class Commands {
  private static final String SEPARATOR = "\\|";

  private Commands() {}

  /** Runs the commands of a file, one a line, arguments separated by {@code |}, until one fails. @return its exit status, 0 if none does, 2 if there is none */
  public static int run(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    for (String line : lines) {
      int status = Tool.execute(line.strip().split(SEPARATOR, -1));
      if (status != 0) {
        System.err.println("failed: " + line);
        return status;
      }
    }
    return lines.isEmpty() ? 2 : 0;
  }

  public static void main(String[] arguments) throws IOException {
    System.exit(run(Path.of(arguments[0])));
  }
}
