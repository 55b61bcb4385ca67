package io.sallyport.launcher.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void oneWordIsACommandLine() {
    assertEquals("medium:import '/media/a b'", CommandLine.of(List.of("medium:import '/media/a b'")));
  }

  @Test
  void whatTheShellKeptTogetherStaysTogether() {
    assertEquals("alarm:shelve --reason 'the sensor is being changed' AL-000001",
        CommandLine.of(List.of("alarm:shelve", "--reason", "the sensor is being changed", "AL-000001")));
    assertEquals("a '' 'say \"no\"'", CommandLine.of(List.of("a", "", "say \"no\"")));
    assertEquals("a \"it's \\\"5 \\$\\\"\"", CommandLine.of(List.of("a", "it's \"5 $\"")));
  }

  @Test
  void pipesOfTheConsoleStay() {
    assertEquals("package:list | grep pump", CommandLine.of(List.of("package:list", "|", "grep", "pump")));
  }
}
