package io.sallyport.audit.verifier;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the stand-alone verifier said. */
public record VerifyRun(int status, String output) {
  public static VerifyRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status = Verify.run(List.of(arguments), print, print);
    return new VerifyRun(status, out.toString(StandardCharsets.UTF_8));
  }
}
