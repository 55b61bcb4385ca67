package io.sallyport.engine.onnx.internal.trial;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Main class of the child process: loads a model, runs it on its golden vectors and on the extremes of its inputs, and ends. Nothing but the JDK and ONNX Runtime is on its class path. It says
 * on its standard output how far it has come, one line each: {@code ready PAGES} (of memory, before the model), {@code loaded}, {@code answered}, or
 * {@code failed WHAT}; who started it watches memory and time.
 */
public final class Trial {
  /** Files in the folder. */
  public static final String MODEL = "model";
  public static final String INPUTS = "inputs";
  public static final String READY = "ready ";
  public static final String LOADED = "loaded";
  public static final String ANSWERED = "answered";
  public static final String FAILED = "failed ";
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Trial() {}

  /** @param arguments the folder, with the native libraries */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    System.setProperty("onnxruntime.native.path", folder.toString());
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "trial");
      try (OrtSession.SessionOptions options = SessionSettings.create()) {
        OUT.println(READY + Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
        run(environment, options, folder);
      }
    } catch (OrtException e) {
      OUT.println(FAILED + String.valueOf(e.getMessage()).replace('\n', ' '));
    }
  }

  private static void run(OrtEnvironment environment, OrtSession.SessionOptions options, Path folder) throws OrtException, IOException {
    try (OrtSession session = environment.createSession(folder.resolve(MODEL).toString(), options); Vectors vectors = new Vectors(folder.resolve(INPUTS))) {
      OUT.println(LOADED);
      for (int calls = vectors.part(); calls > 0; calls--) {
        run(session, vectors.next(environment));
      }
      for (int calls = vectors.part(); calls > 0; calls--) {
        runUnlessRefused(session, vectors.next(environment));
      }
      OUT.println(ANSWERED);
    }
  }

  private static void run(OrtSession session, Map<String, OnnxTensor> inputs) throws OrtException {
    try {
      session.run(inputs).close();
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /** What is refused in good order is refused in the appliance too, by then as a call. */
  private static void runUnlessRefused(OrtSession session, Map<String, OnnxTensor> inputs) {
    try {
      run(session, inputs);
    } catch (OrtException e) {
      OUT.println("refused " + String.valueOf(e.getMessage()).replace('\n', ' '));
    }
  }
}
