package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.trust.RefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is taken of whole tensors, such as pictures. */
class FeatureValueTest {
  private static final Map<String, Tensor> PICTURE = Map.of("x", Tensor.ofFloats(Shape.of(1, 2, 3), new float[] {10, 20, 10, 100, 100, 130}));

  private static double take(String take, Map<String, Tensor> inputs) {
    double[] into = new double[1];
    assertTrue(new FeatureValue(reference(take, "").features().get(0)).read(inputs, Map.of(), into, 0));
    return into[0];
  }

  private static ReferenceDocument reference(String take, String slice) {
    return ReferenceDocument.parse(Documents.bytes("""
        {'schema': 'sallyport.reference/1', 'name': 'm', 'version': '1.0.0', 'data': 'd', 'window': 100, 'features': [
         {'name': 'f', 'input': 'x', %s 'take': '%s', 'edges': [1], 'counts': [1, 1], 'mean': 2, 'deviation': 1}]}""".formatted(slice, take)), Documents.model(), "reference.json");
  }

  @Test
  void brightnessContrastAndRoughness() {
    double mean = 370 / 6.0;
    assertEquals(mean, take("mean", PICTURE), 1e-9);
    assertEquals(Math.sqrt((100 + 400 + 100 + 10_000 + 10_000 + 16_900) / 6.0 - mean * mean), take("deviation", PICTURE), 1e-9);
    assertEquals((10 + 10 + 0 + 30) / 4.0, take("roughness", PICTURE), 1e-9, "lines do not go on in the next");
    assertEquals(130, take("last", PICTURE));
  }

  @Test
  void anotherTypeGivesTheSame() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(6).order(ByteOrder.nativeOrder()).put(new byte[] {10, 20, 10, 100, 100, (byte) 130}).flip();
    Map<String, Tensor> same = Map.of("x", Tensor.of(DataType.UINT8, Shape.of(1, 2, 3), bytes));
    for (String take : new String[] {"mean", "deviation", "roughness"}) {
      assertEquals(take(take, PICTURE), take(take, same), 1e-9);
    }
  }

  @Test
  void whatIsNotThereIsNotRead() {
    assertFalse(new FeatureValue(reference("mean", "").features().get(0)).read(Map.of(), Map.of(), new double[1], 0));
  }

  @Test
  void aSliceHasNoRoughness() {
    assertEquals("SP-MODEL-0022", assertThrows(RefusedException.class, () -> reference("roughness", "'axis': 2, 'index': 1,")).refusal().code());
    assertEquals("SP-MODEL-0022", assertThrows(RefusedException.class, () -> reference("smoothness", "")).refusal().code());
  }
}
