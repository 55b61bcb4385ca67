package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EndingTest {
  @Test
  void saysHowAProcessEnded() {
    assertEquals("SIGKILL", Ending.of(137, "ready 1\n"));
    assertEquals("SIGSEGV", Ending.of(139, ""));
    assertEquals("signal 34", Ending.of(162, ""));
    assertEquals("SIGFPE", Ending.of(1, "ready 1\n#\n# A fatal error\n#\n#  SIGFPE (0x8) at pc=0x1\n"));
    assertEquals("exit status 1, after: java.lang.OutOfMemoryError", Ending.of(1, "ready 1\njava.lang.OutOfMemoryError\n"));
    assertEquals("exit status 3", Ending.of(3, ""));
  }
}
