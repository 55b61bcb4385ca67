package io.sallyport.engine.onnx.internal.trial;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;

/** How sessions are opened: the same in the appliance and in the child that tries a model first. */
public final class SessionSettings {
  private SessionSettings() {}

  /** On the CPU. */
  public static SessionOptions create() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setDeterministicCompute(true);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }
}
