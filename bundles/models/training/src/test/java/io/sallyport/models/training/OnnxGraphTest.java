package io.sallyport.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {
  private static byte[] model(String operator) {
    OnnxGraph graph = new OnnxGraph("small");
    graph.floats("two", new float[] {2});
    graph.node("Mul", "twice", List.of("x", "two"));
    graph.longs("column", 3, 1);
    graph.node("Reshape", "turned", List.of("twice", "column"));
    graph.node(operator, "y", List.of("turned"), OnnxGraph.Attribute.number("axis", 0));
    graph.input("x", 1, 3);
    graph.output("y", 3, 1);
    return graph.bytes("1.0.0");
  }

  @Test
  void whatIsWrittenRuns() {
    try (OnnxSession session = new OnnxSession(model("Softmax"), Map.of("x", new long[] {1, 3}))) {
      float[] y = session.run(Map.of("x", FloatBuffer.wrap(new float[] {0, 0, (float) Math.log(2) / 2}))).get("y");
      assertArrayEquals(new float[] {0.25f, 0.25f, 0.5f}, y, 1e-6f);
    }
    assertArrayEquals(model("Softmax"), model("Softmax"));
  }

  @Test
  void whatIsNoOperatorIsRefused() {
    byte[] wrong = model("Sofmax");
    assertThrows(IllegalStateException.class, () -> new OnnxSession(wrong, Map.of("x", new long[] {1, 3})));
  }

  @Test
  void differencesAreRelativeAndNotANumberIsFar() {
    Difference difference = new Difference();
    difference.add(new float[] {0, 100}, new float[] {0.001f, 100.2f});
    assertEquals(0.002, difference.within(0.003), 1e-6);
    assertThrows(IllegalStateException.class, () -> difference.within(0.0019));
    difference.add(Double.NaN, 1);
    assertThrows(IllegalStateException.class, () -> difference.within(1e9));
  }
}
