package io.sallyport.itests.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model on ONNX Runtime alone, one thread per call, direct buffers: the yardstick. */
final class RawOnnx implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  RawOnnx(byte[] model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, NodeInfo> inputs() {
    try {
      return session.getInputInfo();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, NodeInfo> outputs() throws OrtException {
    return session.getOutputInfo();
  }

  /** One run; all outputs, read. */
  Map<String, float[]> run(Net net) {
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, direct(net), net.shape()); OrtSession.Result result = session.run(Map.of(net.input(), tensor))) {
      Map<String, float[]> outputs = new LinkedHashMap<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.put(output.getKey(), ((OnnxTensor) output.getValue()).getFloatBuffer().array());
      }
      return outputs;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes of all outputs of one run. */
  int answer(Net net) {
    return run(net).values().stream().mapToInt(values -> values.length * Float.BYTES).sum();
  }

  /** A caller: a tensor made of memory that is there, a run, all outputs read. */
  Calls.Call caller(Net net) {
    FloatBuffer values = direct(net);
    return new Calls.Call() {
      @Override
      public void run() {
        values.rewind();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values, net.shape()); OrtSession.Result result = session.run(Map.of(net.input(), tensor))) {
          for (Map.Entry<String, OnnxValue> output : result) {
            ((OnnxTensor) output.getValue()).getFloatBuffer();
          }
        } catch (OrtException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void close() {}
    };
  }

  private static FloatBuffer direct(Net net) {
    FloatBuffer values = ByteBuffer.allocateDirect(net.values().length * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    return values.put(net.values()).rewind();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
