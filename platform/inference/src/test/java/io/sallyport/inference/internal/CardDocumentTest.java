package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.trust.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardDocumentTest {
  @Test
  void anHonestCardPasses() {
    assertEquals("u", CardDocument.parse(Documents.bytes(Documents.CARD), Documents.model(), "c.json").string("intendedUse"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '#', value = {
      "SP-MODEL-0021; 'name': 'm'; 'name': 'other'", "SP-MODEL-0021; '1.0.0'; '1.0.1'", "SP-MODEL-0021; [1, 2, 3]; [1, 2, 4]", "SP-MODEL-0021; 'name': 'x'; 'name': 'y'",
      "SP-MODEL-0021; 'type': 'FP32', 'shape': [1, 1]; 'type': 'FP64', 'shape': [1, 1]", "SP-MODEL-0020; model-card/1; model-card/2",
      "SP-MODEL-0020; 'notFor': ['n']; 'notFor': []", "SP-MODEL-0020; 'limits': ['few data']; 'limits': []", "SP-MODEL-0020; 'intendedUse': 'u'; 'intendedUse': ' '",
      "SP-MODEL-0020; 'summary'; 'accuracy': 1, 'summary'", "SP-TRUST-0006; 'licence': 'l'; 'licens': 'l'", "SP-TRUST-0006; 'value': 0.9; 'value': 'good'",
      "SP-TRUST-0006; 'deterministic': true; 'deterministic': 'yes'"})
  void aCardThatLiesOrKeepsSilentIsRefused(String code, String before, String after) {
    String spoilt = Documents.CARD.replace(before, after);
    assertNotEquals(spoilt, Documents.CARD);
    RefusedException refused = assertThrows(RefusedException.class, () -> CardDocument.parse(Documents.bytes(spoilt), Documents.model(), "c.json"));
    assertEquals(code, refused.refusal().code(), refused.getMessage());
  }
}
