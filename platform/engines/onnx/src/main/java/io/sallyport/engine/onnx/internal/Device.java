package io.sallyport.engine.onnx.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where models run. The site says so; nothing is probed, and what was said is never replaced by something else.
 *
 * @param cuda number of the GPU; empty for the CPU
 */
record Device(OptionalInt cuda) {
  static final Device CPU = new Device(OptionalInt.empty());
  private static final Pattern CUDA = Pattern.compile("cuda:([0-9]{1,2})");

  /** @throws RefusedException {@code SP-MODEL-0068} */
  static Device parse(String text) {
    Matcher cuda = CUDA.matcher(text.strip());
    if (text.strip().equals("cpu")) {
      return CPU;
    }
    if (cuda.matches()) {
      return new Device(OptionalInt.of(Integer.parseInt(cuda.group(1))));
    }
    throw new RefusedException(new Refusal("SP-MODEL-0068", "the device must be cpu or cuda:N", "io.sallyport.engine.onnx", "correct DATA/site/etc/io.sallyport.engine.onnx.cfg and restart"));
  }

  @Override
  public String toString() {
    return cuda.isEmpty() ? "cpu" : "cuda:" + cuda.getAsInt();
  }
}
