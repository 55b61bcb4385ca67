package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.ModelMemory;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.engine.RemoteEngine;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.inference.engine.RemoteSpec;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.framework.Bundle;

/** Turns the bundle of a model package into a loaded, warm model. Thread-safe. */
final class ModelLoader {
  static final String HEADER = "Sallyport-Model";
  private static final int LARGEST_DOCUMENT = 32 << 20;
  /** Payloads beyond this are vault blobs, not bundle entries (DESIGN 4). */
  private static final int LARGEST_MODEL = 64 << 20;
  private static final int WARM_UP_RUNS = 200;
  private static final long WARM_UP_NANOS = 500_000_000;

  /** What lies beside a model's document. */
  private record Papers(GoldenSet golden, String card, Optional<JsonObject> cardData, Optional<ReferenceDocument> reference) {}

  private final Engines engines;
  private final Capacity capacity;
  private final Reproofs reproofs;
  private final Trials trials;
  private final LongSupplier held;
  private final DriftLimits limits;

  /** @param held memory that all loaded versions were granted, in bytes */
  ModelLoader(Engines engines, Capacity capacity, Reproofs reproofs, Trials trials, LongSupplier held, DriftLimits limits) {
    this.engines = engines;
    this.capacity = capacity;
    this.reproofs = reproofs;
    this.trials = trials;
    this.held = held;
    this.limits = limits;
  }

  /**
   * @param fresh whether the version comes in; otherwise it belongs to the running generation and is loaded again
   * @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0001} to {@code -0007}, {@code -0020} to {@code -0023}, {@code -0041} to {@code -0049}, {@code -0066},
   *     {@code -0071} to {@code -0075}, {@code -0081}, {@code -0082}
   */
  ServedModel load(StagedPackage staged, boolean fresh) {
    PackageVersion version = staged.version();
    Bundle bundle = modelBundle(staged);
    String where = bundle.getSymbolicName() + " " + bundle.getVersion();
    ModelDocument document = ModelDocument.parse(BundleEntry.read(bundle, bundle.getHeaders("").get(HEADER), LARGEST_DOCUMENT), where + ": model.json");
    if (!document.name().equals(version.name()) || !document.version().equals(version.version())) {
      throw Refusals.badDocument("model.json is of " + document.name() + " " + document.version() + ", the package is " + version, where);
    }
    GoldenSet golden = GoldenSet.parse(BundleEntry.read(bundle, document.golden(), LARGEST_DOCUMENT), document, where + ": " + document.golden());
    String card = document.card().map(name -> new String(BundleEntry.read(bundle, name, LARGEST_DOCUMENT), StandardCharsets.UTF_8)).orElse("");
    Optional<JsonObject> cardData = document.cardData().map(name -> CardDocument.parse(BundleEntry.read(bundle, name, LARGEST_DOCUMENT), document, where + ": " + name));
    Optional<ReferenceDocument> reference = document.reference()
        .map(name -> ReferenceDocument.parse(BundleEntry.read(bundle, name, LARGEST_DOCUMENT), document, where + ": " + name));
    Papers papers = new Papers(golden, card, cardData, reference);
    if (document.remote().isPresent()) {
      return remote(staged, document, papers, where);
    }
    Engine engine = engines.of(document.format()).orElseThrow(() -> Refusals.noEngine(document.format(), where));
    ModelFile file = new ModelFile(where + ": " + document.file(), weights(staged, document), document.sha256(), document.inputs(), document.outputs());
    long wanted = capacity.wanted(document.limits(), engine.memory(file), file);
    capacity.admit(wanted, held.getAsLong(), where);
    long unfolded = engine.unfolded(file);
    if (unfolded > Trials.memory(wanted, file)) {
      throw Refusals.unfolds(unfolded, Trials.memory(wanted, file), where);
    }
    Trials.Subject subject = new Trials.Subject(version, engine, file, golden, wanted, where);
    long before = Machine.resident();
    LoadedModel loaded = fresh ? opened(subject, document) : reopened(subject, document);
    return served(version, document, loaded, engine.runtime(), papers, new ModelMemory(wanted, Math.max(0, Machine.resident() - before)));
  }

  private LoadedModel opened(Trials.Subject subject, ModelDocument document) {
    trials.require(subject);
    return warm(subject, document);
  }

  /** One of the running generation, after a start. */
  private LoadedModel reopened(Trials.Subject subject, ModelDocument document) {
    trials.resume(subject);
    LoadedModel loaded;
    try {
      loaded = warm(subject, document);
    } finally {
      trials.survived(subject);
    }
    trials.later(subject);
    return loaded;
  }

  private LoadedModel warm(Trials.Subject subject, ModelDocument document) {
    LoadedModel loaded = subject.engine().load(subject.file());
    warmUp(loaded, subject.golden().vectors().get(0).inputs(), capacity.deadline(document.limits()), subject.where());
    return loaded;
  }

  /** Nothing is sent yet; there is nothing to warm up here, and no memory to grant. */
  private ServedModel remote(StagedPackage staged, ModelDocument document, Papers papers, String where) {
    RemotePlace place = document.remote().orElseThrow();
    if (!staged.conduits().contains(place.conduit())) {
      throw Refusals.undeclaredConduit(place.conduit(), where);
    }
    RemoteEngine engine = engines.remote(document.format()).orElseThrow(() -> Refusals.noEngine(document.format(), where));
    RemoteModel model = engine.connect(new RemoteSpec(where, place.conduit(), place.model(), place.version(), document.inputs(), document.outputs()));
    return served(staged.version(), document, new RemoteServing(staged.version(), model, papers.golden, reproofs, capacity.deadline(document.limits())), engine.runtime(), papers, new ModelMemory(0, 0));
  }

  private ServedModel served(PackageVersion version, ModelDocument document, LoadedModel loaded, String runtime, Papers papers, ModelMemory memory) {
    ModelIdentity identity = new ModelIdentity(version.name(), version.version(), version.digest());
    ModelLimits limits = document.limits();
    Lanes lanes = new Lanes(loaded, capacity.concurrency(limits), Batching.of(document.inputs(), document.outputs(), capacity.batch(limits)), capacity.deadline(limits));
    return new ServedModel(new ModelDescription(identity, document.inputs(), document.outputs(), document.parameters()), document, loaded, runtime, papers.golden, papers.card,
        papers.cardData, new InputCheck(document.inputs(), limits.takesNan()), new OutputRange(papers.golden.vectors()), new Figures(), capacity.deadline(limits), lanes, new Breaker(System::nanoTime), memory,
        papers.reference.map(statistics -> new DriftWatch(identity, statistics, InstantSource.system(), this.limits)));
  }

  /** The bytes of the weights in the package's bundle. @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0001}, {@code -0003} */
  static byte[] weights(StagedPackage staged, ModelDocument document) {
    return BundleEntry.read(modelBundle(staged), document.file(), LARGEST_MODEL);
  }

  private static Bundle modelBundle(StagedPackage staged) {
    List<Bundle> bundles = staged.bundles().stream().filter(bundle -> bundle.getHeaders("").get(HEADER) != null).toList();
    if (bundles.size() != 1) {
      throw Refusals.noModelBundle(staged.version().toString(), bundles.size());
    }
    return bundles.get(0);
  }

  /** Lets the engine allocate and the JIT compile before the first caller comes. A failure closes the model. */
  private static void warmUp(LoadedModel loaded, Map<String, Tensor> inputs, Duration deadline, String where) {
    try {
      long end = System.nanoTime() + WARM_UP_NANOS;
      for (int i = 0; i < WARM_UP_RUNS && System.nanoTime() < end; i++) {
        loaded.run(inputs, System.nanoTime() + deadline.toNanos());
      }
    } catch (EngineException e) {
      loaded.close();
      throw Refusals.notWarm("the first golden vector fails: " + e.getMessage(), where);
    }
  }
}
