package io.sallyport.engine.onnx.internal;

import io.sallyport.inference.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The engine, once for all tests of a JVM. */
public final class TestEngine {
  private static final class Holder {
    static final OnnxEngine ENGINE = create();
  }

  private TestEngine() {}

  public static Engine get() {
    return Holder.ENGINE;
  }

  private static OnnxEngine create() {
    try {
      Path scratch = Files.createTempDirectory("natives-test");
      OnnxEngine engine = new OnnxEngine(scratch);
      Files.delete(scratch);
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
