package io.sallyport.engine.onnx.internal;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtSession;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import java.util.Map;
import java.util.concurrent.locks.StampedLock;

/**
 * A model in ONNX Runtime. One predictor serves all threads: without metrics and with a translator that keeps no state it has none
 * itself. Closing a session under a run would kill the JVM, so runs hold a lock that closing takes and never gives back.
 */
final class OnnxModel implements LoadedModel {
  private final String name;
  private final Model model;
  private final OrtSession.SessionOptions options;
  private final Predictor<Map<String, Tensor>, Map<String, Tensor>> predictor;
  private final StampedLock guard = new StampedLock();
  private volatile boolean closing;

  OnnxModel(ModelFile file, Model model, OrtSession.SessionOptions options) {
    this.name = file.name();
    this.model = model;
    this.options = options;
    this.predictor = model.newPredictor(new TensorTranslator());
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    long stamp = closing ? 0 : guard.tryReadLock();
    if (stamp == 0) {
      throw new EngineException(name + " is closed");
    }
    try {
      return predictor.predict(inputs);
    } catch (TranslateException | RuntimeException e) {
      throw new EngineException(name + ": " + rootMessage(e), e);
    } finally {
      guard.unlockRead(stamp);
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closing) {
        return;
      }
      closing = true;
    }
    guard.writeLock();
    predictor.close();
    model.close();
    options.close();
  }
}
