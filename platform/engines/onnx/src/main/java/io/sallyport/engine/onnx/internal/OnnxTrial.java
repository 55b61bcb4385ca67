package io.sallyport.engine.onnx.internal;

import io.sallyport.inference.engine.TrialOutcome;
import io.sallyport.inference.engine.TrialRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads and runs models in child processes of the same Java and the same ONNX Runtime, on the CPU, one at a time. Thread-safe. */
final class OnnxTrial {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxTrial.class);

  private final Path scratch;
  private final ChildCode code;

  /** @param scratch where the folder of a trial is made */
  OnnxTrial(Path scratch, ChildCode code) {
    this.scratch = scratch;
    this.code = code;
  }

  synchronized TrialOutcome hold(TrialRequest request) {
    try {
      ChildFolder.removeLeftovers(scratch);
      try (ChildFolder folder = new ChildFolder(scratch, request)) {
        return ChildProcess.start(request, folder.path(), code.classPath(folder.path())).await();
      }
    } catch (IOException e) {
      LOG.error("No trial of {}", request.file().name(), e);
      return new TrialOutcome.NotRun(e.getMessage());
    }
  }
}
