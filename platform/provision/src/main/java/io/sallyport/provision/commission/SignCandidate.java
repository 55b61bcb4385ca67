package io.sallyport.provision.commission;

import io.sallyport.trust.KeyFile;
import io.sallyport.trust.RefusedException;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

/**
 * Signs an exported candidate on an approver's own machine: {@code java -cp sallyport-provision.jar:sallyport-trust.jar
 * io.sallyport.provision.commission.SignCandidate CANDIDATE KEY.p12 USER NAME ROLE OUT}. Shows the plan and asks before it signs.
 */
public final class SignCandidate {
  private static final int ARGUMENTS = 6;

  private SignCandidate() {}

  public static void main(String[] arguments) throws IOException {
    Console console = System.console();
    if (arguments.length != ARGUMENTS || console == null) {
      System.err.println("usage, at a terminal: SignCandidate CANDIDATE KEY.p12 USER NAME ROLE OUT");
      System.exit(2);
      return;
    }
    try {
      OfflineApproval approval = new OfflineApproval(Files.readAllBytes(Path.of(arguments[0])), Clock.systemUTC());
      console.printf("%s%nYour signature means: approve. Sign? [y/N] ", approval.plan());
      if (!"y".equalsIgnoreCase(console.readLine())) {
        System.exit(1);
      }
      char[] password = console.readPassword("Password of %s: ", arguments[1]);
      Files.write(Path.of(arguments[5]), approval.sign(KeyFile.open(Path.of(arguments[1]), password), arguments[2], arguments[3], arguments[4]));
      Arrays.fill(password, '\0');
    } catch (RefusedException e) {
      System.err.println(e.refusal().message());
      System.exit(1);
    }
  }
}
