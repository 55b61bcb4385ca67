package io.sallyport.engine.onnx.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;

/**
 * Refuses nodes that divide whole numbers by what may be nought, or the lowest number by minus one: ONNX Runtime leaves that to the processor, whose answer is a signal
 * that ends the whole JVM. Stateless.
 */
final class WholeDivision {
  private WholeDivision() {}

  /** @param inputs what is known of them @throws RefusedException {@code SP-MODEL-0081} */
  static void require(OnnxNode node, List<Known> inputs, String where) {
    if ((node.is("Div") || node.is("Mod")) && inputs.size() == 2) {
      require(node, inputs.get(0), inputs.get(1), where);
    }
  }

  private static void require(OnnxNode node, Known dividend, Known divisor, String where) {
    ElementType type = dividend.type().isKnown() ? dividend.type() : divisor.type();
    boolean asFloating = node.is("Mod") && node.attribute("fmod").filter(fmod -> fmod.given() && fmod.number() == 1).isPresent();
    if (type.isFloating() || asFloating) {
      return;
    }
    Whole by = divisor.values();
    if (by.nought()) {
      throw refused(node, "by what may be nought", where);
    }
    if (by.minusOne() && type.trapsAtMinusOne() && dividend.values().least() <= type.range().least()) {
      throw refused(node, "the lowest number by what may be minus one", where);
    }
  }

  private static RefusedException refused(OnnxNode node, String what, String where) {
    return new RefusedException(new Refusal("SP-MODEL-0081", "the model divides whole numbers, " + what + ", which would end the appliance: " + node, where,
        "have the publisher keep the divisor at 1 or more, as Max does, or divide as floating-point numbers"));
  }
}
