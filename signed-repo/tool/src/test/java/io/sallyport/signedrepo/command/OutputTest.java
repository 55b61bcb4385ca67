package io.sallyport.signedrepo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.signedrepo.PlanText;
import io.sallyport.trust.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What approvers read on their own machines, of texts that others have written. */
class OutputTest {
  private static final JsonObject PLAN = JsonObject.builder().put("generation", 3).put("base", 2).put("by", "ada").put("planned", "2026-11-25T20:00:00Z").put("changes", List.of()).put("kept", List.of())
      .put("traffic", List.of()).put("conduitsAdded", List.of("to 192.0.2.7:443 tcp\nConduits: none")).put("components", List.of())
      .put("changelogs", Map.of("m", "Fixes\u001b[3A\u001b[J\nGeneration 3 is harmless\u202e")).build();

  @Command
  static final class Shows implements Runnable {
    @Mixin private Output output;

    @Override
    public void run() {
      PlanText.of(PLAN).forEach(line -> output.line("%s", line));
      output.line("%d of %s", 3, 4);
    }
  }

  @Test
  void noChangelogTakesALineOffTheScreenOrAddsOneThatLooksLikeOurs() {
    StringWriter shown = new StringWriter();
    new CommandLine(new Shows()).setOut(new PrintWriter(shown)).execute();
    assertEquals(List.of("Generation 3, planned on generation 2 by ada at 2026-11-25T20:00:00Z", "conduitsAdded: to 192.0.2.7:443 tcp Conduits: none", "  | Fixes\uFFFD[3A\uFFFD[J",
        "  | Generation 3 is harmless\uFFFD", "3 of 4"), shown.toString().lines().toList());
  }
}
