package io.sallyport.engine.onnx.internal;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.onnxruntime.engine.OrtEngineProvider;
import ai.djl.onnxruntime.engine.OrtNDManager;
import ai.djl.onnxruntime.engine.OrtSymbolBlock;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs ONNX models in this JVM through DJL on ONNX Runtime, on the CPU, one thread per call. Thread-safe.
 *
 * <p>Only the declared model's bytes reach ONNX Runtime, with session options set here: DJL's own loading would honour files beside the
 * model and look for extensions through the caller's class loader. Native code cannot be loaded twice in a JVM, so this bundle is part of
 * the platform and changes only with a restart.
 */
@Component(service = Engine.class, immediate = true)
public final class OnnxEngine implements Engine {
  private static final String FORMAT = "onnx";
  private static final String DJL_ENGINE = "OnnxRuntime";
  private static final Logger LOG = LoggerFactory.getLogger(OnnxEngine.class);

  private final Optional<RefusedException> unusable;
  private final String runtime;

  @Activate
  public OnnxEngine(BundleContext context) {
    this(dataDirectory(context));
  }

  /** @param scratch where native libraries are put for the moment of loading */
  OnnxEngine(Path scratch) {
    Optional<RefusedException> problem = Optional.empty();
    String name = "ONNX Runtime (unusable)";
    try {
      start(scratch);
      name = "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion() + " through DJL " + ai.djl.engine.Engine.getDjlVersion();
      LOG.info("{} is ready", name);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("The ONNX engine cannot start", e);
      problem = Optional.of(new RefusedException(new Refusal("SP-MODEL-0009", "the ONNX engine cannot start: " + e.getMessage(), "io.sallyport.engine.onnx",
          "see the log; the engine needs Linux on x86-64 and a data directory that allows execution"), e));
    }
    unusable = problem;
    runtime = name;
  }

  private static Path dataDirectory(BundleContext context) {
    String data = context.getProperty("sallyport.data");
    return data == null ? context.getDataFile("natives").toPath() : Path.of(data, "cache", "natives");
  }

  /** DJL reads these properties once, and finds engines through the thread's class loader: both must be ours at that moment. */
  private static void start(Path scratch) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    Thread thread = Thread.currentThread();
    ClassLoader former = thread.getContextClassLoader();
    thread.setContextClassLoader(OnnxEngine.class.getClassLoader());
    try {
      Natives.load(scratch, () -> {
        ai.djl.engine.Engine.registerEngine(new OrtEngineProvider());
        ai.djl.engine.Engine.getEngine(DJL_ENGINE).newBaseManager(Device.cpu()).close();
      });
    } finally {
      thread.setContextClassLoader(former);
    }
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public String runtime() {
    return runtime;
  }

  @Override
  public LoadedModel load(ModelFile file) {
    if (unusable.isPresent()) {
      throw new RefusedException(unusable.get().refusal(), unusable.get());
    }
    try {
      return open(file);
    } catch (OrtException e) {
      throw refused(file, "ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
  }

  private static LoadedModel open(ModelFile file) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    OrtSession session = null;
    try {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      session = OrtEnvironment.getEnvironment().createSession(file.bytes(), options);
      Optional<String> mismatch = Signature.mismatch(session, file);
      if (mismatch.isPresent()) {
        throw refused(file, mismatch.get(), null);
      }
      Model model = Model.newInstance(file.name(), Device.cpu(), DJL_ENGINE);
      model.setBlock(new OrtSymbolBlock(session, (OrtNDManager) model.getNDManager()));
      return new OnnxModel(file, model, options);
    } catch (OrtException | RuntimeException e) {
      if (session != null) {
        session.close();
      }
      options.close();
      throw e;
    }
  }

  private static RefusedException refused(ModelFile file, String what, Throwable cause) {
    return new RefusedException(new Refusal("SP-MODEL-0006", what, file.name(), "have the publisher release the package again"), cause);
  }
}
