package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.engine.onnx.internal.RadiatorFiles;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.engine.RemoteEngine;
import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.inference.engine.RemoteSpec;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Duration;
import java.util.Map;

/** A remote whose server is this JVM, and which can be unconfigured or away. */
final class LoopedBack implements RemoteEngine {
  volatile boolean configured;
  volatile boolean away;

  @Override
  public String format() {
    return "oip";
  }

  @Override
  public String runtime() {
    return "looped back";
  }

  @Override
  public RemoteModel connect(RemoteSpec spec) {
    byte[] bytes = RadiatorFiles.read("1.1.0", "model.onnx");
    LoadedModel model = TestEngine.get().load(new ModelFile("radiator", bytes, Digests.sha256(bytes), spec.inputs(), spec.outputs()));
    return new RemoteModel() {
      @Override
      public void configured() {
        if (!configured) {
          throw new RefusedException(new Refusal("SP-MODEL-0056", "the site does not say where the conduit leads", spec.conduit(), "say it"));
        }
      }

      @Override
      public Duration patience() {
        return PATIENCE;
      }

      @Override
      public void verify(Duration patience) {
        if (away) {
          throw new RefusedException(lost());
        }
      }

      @Override
      public Map<String, Tensor> run(Map<String, Tensor> inputs, long until) {
        if (away) {
          throw new RemoteFailure(RemoteFailure.Kind.LOST, lost());
        }
        return model.run(inputs, until);
      }

      private Refusal lost() {
        return new Refusal("SP-MODEL-0058", "the remote cannot be reached", path(), "see to it");
      }

      @Override
      public String path() {
        return "conduit " + spec.conduit() + ", " + spec.model() + " " + spec.version();
      }

      @Override
      public boolean isFreed() {
        return model.isFreed();
      }

      @Override
      public void close() {
        model.close();
      }
    };
  }
}
