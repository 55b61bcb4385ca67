package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.ToolRefusals;
import java.io.Console;
import picocli.CommandLine.Option;

/** Nobody signs what they have not been shown: asks, unless told that it was read. */
final class Consent {
  @Option(names = "--yes", description = "what is to be signed was read and compared: do not ask") private boolean given;

  /** @throws io.sallyport.trust.RefusedException SP-TOOL-0050 without a yes */
  void require(String question) {
    Console console = System.console();
    if (!given && (console == null || !"y".equalsIgnoreCase(console.readLine("%s [y/N] ", question).strip()))) {
      throw ToolRefusals.refuse("SP-TOOL-0050", "not signed: nobody said yes", "the terminal", "answer y, or give --yes after you have read it");
    }
  }
}
