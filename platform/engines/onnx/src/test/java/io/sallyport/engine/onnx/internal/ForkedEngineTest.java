package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could bring the JVM down, in one of its own. More of both: {@code -Dengine.rounds=…}, {@code -Dengine.mutants=…}. */
class ForkedEngineTest {
  @TempDir
  Path directory;

  @Test
  void closingUnderRunsNeverBringsTheJvmDown() throws Exception {
    Fork fork = Fork.run(directory, CloseStress.class, "7", System.getProperty("engine.rounds", "150"));
    assertEquals(0, fork.status(), fork.output());
    System.out.println("closed under runs: " + fork.output().strip().lines().reduce((a, b) -> b).orElse(""));
  }

  @Test
  void spoiltModelsNeverBringTheJvmDown() throws Exception {
    Fork fork = Fork.run(directory, HostileBytes.class, "1", System.getProperty("engine.mutants", "600"));
    assertEquals(0, fork.status(), fork.output());
    System.out.println("spoilt models: " + fork.output().strip().lines().reduce((a, b) -> b).orElse(""));
  }

  /** The negative twin: what a session closed under a run does to a JVM without the count of runs. */
  @Test
  void aSessionClosedUnderARunDoes() throws Exception {
    Fork fork = Fork.run(directory, CloseRaw.class);
    assertTrue(fork.status() != 0, fork.output());
  }
}
