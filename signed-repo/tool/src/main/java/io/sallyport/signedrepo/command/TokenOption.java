package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.Pkcs11Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** A key in a token or HSM instead of a key file. The PIN comes from a private file or the terminal, never from the command line. */
public final class TokenOption {
  private static final Set<PosixFilePermission> PRIVATE = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  @Option(names = "--pkcs11", paramLabel = "CONFIG", description = "a key in a token: SunPKCS11 configuration (name, library, slot)")
  private Path config;
  @Option(names = "--label", paramLabel = "LABEL", description = "its label in the token")
  private String label;
  @Option(names = "--pin-file", paramLabel = "FILE", description = "file of mode 0600 whose first line is the PIN; else it is asked for")
  private Path pinFile;

  public boolean given() {
    return config != null;
  }

  public Optional<String> label() {
    return Optional.ofNullable(label);
  }

  /** Logs in; the caller closes it. */
  public Pkcs11Token open() {
    char[] pin = pinFile == null ? ask() : read();
    try {
      return Pkcs11Token.open(config, pin);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private char[] ask() {
    char[] typed = System.console() == null ? null : System.console().readPassword("PIN of the token: ");
    if (typed == null || typed.length == 0) {
      throw ToolRefusals.refuse("SP-TOOL-0022", "no PIN was given", config, "type it at a terminal, or use --pin-file");
    }
    return typed;
  }

  private char[] read() {
    try {
      if (!PRIVATE.containsAll(Files.getPosixFilePermissions(pinFile))) {
        throw ToolRefusals.refuse("SP-TOOL-0022", "others may read or change the PIN file", pinFile, "chmod 600 the file, and change the PIN");
      }
      String line = Files.readString(pinFile).lines().findFirst().orElse("");
      if (line.isEmpty()) {
        throw ToolRefusals.refuse("SP-TOOL-0022", "the PIN file is empty", pinFile, "write the PIN into its first line");
      }
      return line.toCharArray();
    } catch (IOException e) {
      throw ToolRefusals.io(e, pinFile);
    }
  }
}
