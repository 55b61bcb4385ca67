package io.sallyport.itests.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** The model on ONNX Runtime alone, one thread, direct buffers: the yardstick. */
final class RawOnnx {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final int WARM_UP = 20_000;

  private RawOnnx() {}

  /** Quantiles of one call in microseconds: 0.5 and 0.99. */
  static double[] measure(byte[] model, String input, long[] shape, int calls) {
    try (OrtSession.SessionOptions options = options(); OrtSession session = OrtEnvironment.getEnvironment().createSession(model, options)) {
      FloatBuffer values = ByteBuffer.allocateDirect((int) Arrays.stream(shape).reduce(1, (a, b) -> a * b) * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
      run(session, input, values, shape, WARM_UP);
      long[] nanos = run(session, input, values, shape, calls);
      Arrays.sort(nanos);
      return new double[] {nanos[calls / 2] / NANOS_PER_MICRO, nanos[(int) (calls * 0.99)] / NANOS_PER_MICRO};
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    return options;
  }

  private static long[] run(OrtSession session, String input, FloatBuffer values, long[] shape, int calls) throws OrtException {
    long[] nanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      long begin = System.nanoTime();
      values.rewind();
      try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape); OrtSession.Result result = session.run(Map.of(input, tensor))) {
        result.get(0);
      }
      nanos[i] = System.nanoTime() - begin;
    }
    return nanos;
  }
}
