package io.sallyport.signedrepo;

import io.sallyport.signedrepo.command.ClientCommand;

/** The command {@code client} alone, for {@code bin/tuf-client}: conformance suites start it hundreds of times. */
public final class TufClientMain {
  private TufClientMain() {}

  public static void main(String[] arguments) {
    int status = Tool.execute(new ClientCommand(), arguments);
    if (status != 0) {
      System.exit(status);
    }
  }
}
