package io.sallyport.shell.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Refusal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalHintTest {
  private static final String DIGEST = "ab".repeat(32);
  private final RefusalHint hint = new RefusalHint(sha256 -> sha256.equals(DIGEST) ? Optional.of(new Refusal("SP-GATE-0001", "what", "where", "generation:plan pump/1.0.0"))
      : Optional.empty());

  @Test
  void findsTheBundleInTheChainOfCauses() {
    Exception failure = new IllegalStateException("Error executing command", new Exception("Unable to cache bundle: vault:sha256-" + DIGEST));
    assertEquals("generation:plan pump/1.0.0", hint.hint(failure).orElseThrow().next());
  }

  @Test
  void saysNothingAboutOtherFailures() {
    assertTrue(hint.hint(new Exception("Unable to cache bundle: mvn:a/b/1")).isEmpty());
    assertTrue(hint.hint(new Exception("Unable to cache bundle: vault:sha256-" + "0".repeat(64))).isEmpty());
    assertTrue(hint.hint(null).isEmpty());
  }
}
