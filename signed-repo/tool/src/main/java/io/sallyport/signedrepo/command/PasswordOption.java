package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.ToolRefusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the password of a key file comes from: a file, the environment, or the terminal. Never the command line. */
public final class PasswordOption {
  private static final String VARIABLE = "SALLYPORT_KEY_PASSWORD";

  @Option(names = "--password-file", paramLabel = "FILE", description = "file whose first line is the password; else the variable " + VARIABLE + ", else asked for")
  private Path file;

  public char[] password() {
    if (file != null) {
      return read(file);
    }
    String variable = System.getenv(VARIABLE);
    if (variable != null && !variable.isEmpty()) {
      return variable.toCharArray();
    }
    char[] typed = System.console() == null ? null : System.console().readPassword("Password of the key file: ");
    if (typed == null || typed.length == 0) {
      throw ToolRefusals.refuse("SP-TOOL-0020", "no password was given", "key file", "use --password-file or the variable " + VARIABLE);
    }
    return typed;
  }

  public static char[] read(Path file) {
    try {
      String line = Files.readString(file).lines().findFirst().orElse("");
      if (line.isEmpty()) {
        throw ToolRefusals.refuse("SP-TOOL-0020", "the password file is empty", file, "write the password into its first line");
      }
      return line.toCharArray();
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }
}
