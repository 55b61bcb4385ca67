package io.sallyport.gate.internal;

import io.sallyport.gate.GateRefusal;
import java.nio.charset.StandardCharsets;

final class SpoolLine {
  static byte[] of(GateRefusal r) { return (r.toString() + "\n").getBytes(StandardCharsets.UTF_8); }
}
