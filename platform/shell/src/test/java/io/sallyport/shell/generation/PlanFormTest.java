package io.sallyport.shell.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.trust.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanFormTest {
  @Test
  void aPlanThatReplacesAnotherSaysWhatBecomesOfItsSignatures() {
    assertEquals("Replaces the plan of generation 3, which is given up: its signatures are void, of quinn, sam", words("quinn", "sam"));
    assertEquals("Replaces the plan of generation 3, which is given up: nobody had signed it here, and no signature on it counts any more", words());
  }

  private static String words(String... signers) {
    return PlanForm.replaced(JsonObject.builder().put("generation", 3).put("signers", List.of(signers)).build());
  }
}
