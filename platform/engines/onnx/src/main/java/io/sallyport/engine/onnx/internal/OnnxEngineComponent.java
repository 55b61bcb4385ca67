package io.sallyport.engine.onnx.internal;

import io.sallyport.audit.AuditLog;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.engine.TrialOutcome;
import io.sallyport.inference.engine.TrialRequest;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine in an appliance, by its settings. The engine itself runs without a framework and without an audit log, too: partners' TCK has neither. Thread-safe. */
@Component(service = Engine.class, immediate = true, configurationPid = "io.sallyport.engine.onnx")
@Designate(ocd = OnnxConfig.class)
public final class OnnxEngineComponent implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxEngineComponent.class);

  private final OnnxEngine engine;
  private final AuditLog log;

  @Activate
  public OnnxEngineComponent(BundleContext context, @Reference AuditLog log, OnnxConfig config) {
    this.engine = new OnnxEngine(dataDirectory(context), config.device(), new ChildCode(Optional.of(context.getBundle())),
        Optional.ofNullable(context.getProperty("sallyport.home")).map(Path::of));
    this.log = log;
    allow(config);
  }

  private static Path dataDirectory(BundleContext context) {
    String data = context.getProperty("sallyport.data");
    return data == null ? context.getDataFile("natives").toPath() : Path.of(data, "cache", "natives");
  }

  /** Native code stays as it was loaded: another device counts from the next start on. Operators count for versions that are loaded after the change. */
  @Modified
  void modified(OnnxConfig config) {
    allow(config);
    if (!config.device().strip().equals(engine.device().toString())) {
      LOG.warn("Models run on {}; {} counts from the next start on", engine.device(), config.device());
    }
  }

  private void allow(OnnxConfig config) {
    engine.allow(SiteOperators.read(config.operators(), engine.allowed(), log));
  }

  @Deactivate
  void stop() {
    engine.close();
  }

  @Override
  public String format() {
    return engine.format();
  }

  @Override
  public String runtime() {
    return engine.runtime();
  }

  @Override
  public long unfolded(ModelFile file) {
    return engine.unfolded(file);
  }

  @Override
  public Optional<TrialOutcome> tryOut(TrialRequest request) {
    return engine.tryOut(request);
  }

  @Override
  public LoadedModel load(ModelFile file) {
    return engine.load(file);
  }
}
