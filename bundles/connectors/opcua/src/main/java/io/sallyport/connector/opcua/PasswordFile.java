package io.sallyport.connector.opcua;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;

/** Reads a password at each login, so that it can be changed on disk. */
final class PasswordFile {
  private static final int LONGEST = 1024;

  private PasswordFile() {}

  /** First line of the file in UTF-8; the caller wipes it. @throws LinkException BAD_USER if it cannot be used */
  static byte[] read(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw problem(file, "the password file can be read by every user", "chmod 600 it", null);
      }
      if (Files.size(file) > LONGEST) {
        throw problem(file, "the password file is longer than " + LONGEST + " bytes", "it holds the password in its first line, nothing else", null);
      }
      byte[] all = Files.readAllBytes(file);
      String text = new String(all, StandardCharsets.UTF_8);
      Arrays.fill(all, (byte) 0);
      String first = text.lines().findFirst().orElse("");
      if (first.isEmpty()) {
        throw problem(file, "the password file is empty", "write the password into its first line", null);
      }
      return first.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw problem(file, "the password file cannot be read", "set password.file to a file that the appliance's user can read", e);
    }
  }

  private static LinkException problem(Path file, String what, String next, Throwable cause) {
    return new LinkException(LinkState.BAD_USER, new Problem("SP-OPCUA-0007", what, file.toString(), next), cause);
  }
}
