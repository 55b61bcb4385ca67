package io.sallyport.engine.onnx.internal;

import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
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

  /** The same engine without child processes, for tests that are about something else and load many versions. */
  public static Engine untried() {
    return new Engine() {
      @Override
      public String format() {
        return get().format();
      }

      @Override
      public String runtime() {
        return get().runtime();
      }

      @Override
      public long unfolded(ModelFile file) {
        return get().unfolded(file);
      }

      @Override
      public LoadedModel load(ModelFile file) {
        return get().load(file);
      }
    };
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
