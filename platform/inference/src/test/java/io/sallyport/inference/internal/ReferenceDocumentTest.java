package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceDocumentTest {
  @Test
  void readsLimitsOfTheDocumentAndOfAFeature() {
    ReferenceDocument reference = Documents.reference();
    assertEquals(100, reference.window());
    assertEquals(0.3, reference.features().get(0).psiLimit());
    assertEquals(1, reference.features().get(2).psiLimit());
    assertEquals(0.9, reference.features().get(2).ksLimit());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '#', value = {
      "SP-MODEL-0022; sallyport.reference/1; sallyport.model/1", "SP-MODEL-0023; '1.0.0'; '1.1.0'", "SP-MODEL-0023; 'name': 'm'; 'name': 'n'",
      "SP-MODEL-0022; 'window': 100; 'window': 99", "SP-MODEL-0023; 'input': 'x', 'axis': 2, 'index': 1; 'input': 'y', 'axis': 2, 'index': 1",
      "SP-MODEL-0023; 'axis': 2, 'index': 1; 'axis': 3, 'index': 1", "SP-MODEL-0023; 'axis': 2, 'index': 1; 'axis': 2, 'index': 3",
      "SP-MODEL-0022; [1, 2, 3]; [1, 3, 2]", "SP-MODEL-0022; [25, 25, 25, 25]; [25, 25, 25]", "SP-MODEL-0022; [25, 25, 25, 25]; [0, 0, 0, 0]",
      "SP-MODEL-0022; [25, 25, 25, 25]; [-1, 25, 25, 25]", "SP-MODEL-0022; [25, 25, 25, 25]; [0.5, 25, 25, 25]", "SP-MODEL-0022; 'take': 'mean'; 'take': 'median'",
      "SP-MODEL-0022; 'psi': 0.3; 'psi': 0", "SP-MODEL-0022; 'mean of a'; 'b'", "SP-MODEL-0022; 'output': 'score',; 'output': 'score', 'input': 'x',",
      "SP-TRUST-0006; 'window'; 'windw'"})
  void whatIsWrongIsRefused(String code, String before, String after) {
    String spoilt = Documents.REFERENCE.replace(before, after);
    assertNotEquals(spoilt, Documents.REFERENCE);
    RefusedException refused = assertThrows(RefusedException.class, () -> ReferenceDocument.parse(Documents.bytes(spoilt), Documents.model(), "reference.json"));
    assertEquals(code, refused.refusal().code(), refused.getMessage());
    assertTrue(refused.refusal().where().startsWith("reference.json"), refused.getMessage());
  }
}
