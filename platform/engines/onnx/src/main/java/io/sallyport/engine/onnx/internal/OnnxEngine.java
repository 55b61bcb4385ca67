package io.sallyport.engine.onnx.internal;

import ai.djl.onnxruntime.engine.OrtEngineProvider;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sallyport.engine.onnx.internal.trial.SessionSettings;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.engine.TrialOutcome;
import io.sallyport.inference.engine.TrialRequest;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs ONNX models in this JVM on ONNX Runtime, which DJL brings up, on the device that the site says, one thread per call. Thread-safe.
 *
 * <p>Only the declared model's bytes reach ONNX Runtime, with session options set here: DJL's own loading would honour files beside the
 * model and look for extensions through the caller's class loader. Native code cannot be loaded twice in a JVM, so this bundle is part of
 * the platform and changes only with a restart.
 */
final class OnnxEngine implements Engine, AutoCloseable {
  private static final String FORMAT = "onnx";
  private static final String DJL_ENGINE = "OnnxRuntime";
  /** How long closing a model waits for its runs before it ends them; as long again after. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(OnnxEngine.class);

  private final Optional<RefusedException> unusable;
  private final String runtime;
  private final Watchdog watchdog = new Watchdog();
  private final Device device;
  private final OnnxTrial trial;
  private volatile TriedOperators tried = TriedOperators.USUAL;

  /** On the CPU. */
  OnnxEngine(Path scratch) {
    this(scratch, "cpu");
  }

  OnnxEngine(Path scratch, String where) {
    this(scratch, where, new ChildCode(Optional.empty()), Optional.empty());
  }

  /**
   * Brings ONNX Runtime up.
   *
   * @param scratch for trials, and for native libraries for the moment of loading where no distribution has them
   * @param where the device
   * @param home the distribution whose native libraries are used
   */
  OnnxEngine(Path scratch, String where, ChildCode code, Optional<Path> home) {
    Optional<RefusedException> problem = Optional.empty();
    Device chosen = Device.CPU;
    String name = "ONNX Runtime (unusable)";
    try {
      chosen = Device.parse(where);
      start(scratch, chosen, home);
      name = "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion() + ", brought up by DJL " + ai.djl.engine.Engine.getDjlVersion() + ", on " + chosen;
      LOG.info("{} is ready", name);
    } catch (RefusedException e) {
      LOG.error("The ONNX engine cannot start: {}", e.getMessage());
      problem = Optional.of(e);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("The ONNX engine cannot start", e);
      problem = Optional.of(new RefusedException(new Refusal("SP-MODEL-0009", "the ONNX engine cannot start: " + e.getMessage(), "io.sallyport.engine.onnx",
          "see the log; the engine needs Linux on x86-64 and a data directory that allows execution"), e));
    }
    unusable = problem;
    runtime = name;
    device = chosen;
    trial = new OnnxTrial(scratch, code);
  }

  /** What models may use that are loaded from now on. */
  void allow(TriedOperators operators) {
    tried = operators;
  }

  TriedOperators allowed() {
    return tried;
  }

  Device device() {
    return device;
  }

  /**
   * DJL reads these properties once, and looks for engines through the thread's class loader, once: it finds none there, not even its own
   * that calls models elsewhere, and has the one that is registered here. After that the loader must be ours.
   */
  private static void start(Path scratch, Device device, Optional<Path> home) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    Thread thread = Thread.currentThread();
    ClassLoader former = thread.getContextClassLoader();
    thread.setContextClassLoader(new ClassLoader(null) {});
    try {
      ai.djl.engine.Engine.registerEngine(new OrtEngineProvider());
      thread.setContextClassLoader(OnnxEngine.class.getClassLoader());
      if (device.cuda().isPresent() && OnnxEngine.class.getResource(Natives.CUDA_PROVIDER) == null) {
        throw noCuda(device, "this appliance has the runtime for the CPU only", null);
      }
      Runnable initialise = () -> {
        ai.djl.engine.Engine.getEngine(DJL_ENGINE).newBaseManager(ai.djl.Device.cpu()).close();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
          useDevice(options, device); // loads the provider while it lies there
        } catch (OrtException e) {
          throw noCuda(device, e.getMessage(), e);
        }
      };
      home.ifPresentOrElse(distribution -> Natives.loadInstalled(distribution, device, initialise), () -> Natives.load(scratch, device, initialise));
    } finally {
      thread.setContextClassLoader(former);
    }
  }

  @Override
  public void close() {
    watchdog.close();
  }

  private static void useDevice(OrtSession.SessionOptions options, Device device) throws OrtException {
    if (device.cuda().isPresent()) {
      options.addCUDA(device.cuda().getAsInt());
    }
  }

  private static RefusedException noCuda(Device device, String what, Throwable cause) {
    return new RefusedException(new Refusal("SP-MODEL-0067", "the device " + device + " cannot be used: " + what, "io.sallyport.engine.onnx",
        "use the assembly with sallyport-ai-runtime-cuda on a machine with driver, CUDA 12 and cuDNN 9, or set device = cpu; then restart"), cause);
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
  public long unfolded(ModelFile file) {
    return UnfoldedConstants.of(file);
  }

  @Override
  public Optional<TrialOutcome> tryOut(TrialRequest request) {
    requireUsable();
    OnnxGuard.check(request.file(), tried);
    return Optional.of(trial.hold(request));
  }

  @Override
  public LoadedModel load(ModelFile file) {
    return load(file, CLOSE_PATIENCE);
  }

  /** @param patience how long closing waits for runs before it ends them, and then once more */
  LoadedModel load(ModelFile file, Duration patience) {
    requireUsable();
    OnnxGuard.check(file, tried);
    try {
      return open(file, patience);
    } catch (OrtException e) {
      throw refused(file, "ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
  }

  private void requireUsable() {
    if (unusable.isPresent()) {
      throw new RefusedException(unusable.get().refusal(), unusable.get());
    }
  }

  private LoadedModel open(ModelFile file, Duration patience) throws OrtException {
    OrtSession.SessionOptions options = SessionSettings.create();
    OrtSession session = null;
    try {
      useDevice(options, device);
      session = OrtEnvironment.getEnvironment().createSession(file.bytes(), options);
      Optional<String> mismatch = Signature.mismatch(session, file);
      if (mismatch.isPresent()) {
        throw refused(file, mismatch.get(), null);
      }
      return new OnnxModel(file, session, options, watchdog, patience);
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
