package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.ModelMemory;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
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

  private final Engines engines;
  private final Capacity capacity;
  private final LongSupplier held;

  /** @param held memory that all loaded versions were granted, in bytes */
  ModelLoader(Engines engines, Capacity capacity, LongSupplier held) {
    this.engines = engines;
    this.capacity = capacity;
    this.held = held;
  }

  /** @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0001} to {@code -0007}, {@code -0020} to {@code -0023}, {@code -0041} to {@code -0049} */
  ServedModel load(StagedPackage staged) {
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
    Engine engine = engines.of(document.format()).orElseThrow(() -> Refusals.noEngine(document.format(), where));
    ModelFile file = new ModelFile(where + ": " + document.file(), weights(staged, document), document.sha256(), document.inputs(), document.outputs());
    long wanted = document.limits().memory().orElseGet(() -> engine.memory(file));
    capacity.admit(wanted, held.getAsLong(), where);
    long before = Machine.resident();
    LoadedModel loaded = engine.load(file);
    Duration deadline = capacity.deadline(document.limits());
    warmUp(loaded, golden.vectors().get(0).inputs(), deadline, where);
    ModelMemory memory = new ModelMemory(wanted, Math.max(0, Machine.resident() - before));
    ModelIdentity identity = new ModelIdentity(version.name(), version.version(), version.digest());
    Lanes lanes = new Lanes(loaded, capacity.concurrency(document.limits()), Batching.of(document.inputs(), document.outputs(), capacity.batch(document.limits())));
    return new ServedModel(new ModelDescription(identity, document.inputs(), document.outputs(), document.parameters()), document, loaded, engine.runtime(), golden, card,
        cardData, new InputCheck(document.inputs(), document.limits().takesNan()), new OutputRange(golden.vectors()), new Figures(), deadline, lanes, new Breaker(System::nanoTime), memory,
        reference.map(statistics -> new DriftWatch(identity, statistics, InstantSource.system())));
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
