package io.sallyport.tck.live;

import io.sallyport.inference.GoldenRun;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.internal.GoldenSet;
import io.sallyport.inference.internal.GoldenVector;
import io.sallyport.inference.internal.ModelDocument;
import io.sallyport.tck.Finding;
import io.sallyport.tck.Subject;
import io.sallyport.trust.site.PackageKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Golden vectors on the platform's own engine. */
final class GoldenRule implements LiveRule {
  @Override
  public String id() {
    return "SP-TCK-0050";
  }

  @Override
  public String title() {
    return "A model loads on the platform's engine with the inputs and outputs that it declares, and gives the outputs of its golden vectors, twice";
  }

  @Override
  public String why() {
    return "The platform proves the same before each switch; a model that fails there is never put to use";
  }

  @Override
  public Set<PackageKind> kinds() {
    return EnumSet.of(PackageKind.MODEL);
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    ModelDocument document = ModelDocument.parse(entry(bench.bundle(), "model.json"), "model.json");
    GoldenSet golden = GoldenSet.parse(entry(bench.bundle(), document.golden()), document, document.golden());
    if (document.remote().isPresent()) {
      return Finding.notApplicable("it runs on a server behind the conduit " + document.remote().get().conduit() + "; the platform proves it at each swap");
    }
    Engine engine = PlatformEngine.open(bench.scratch());
    if (!engine.format().equals(document.format())) {
      return Finding.failed("the platform has no engine for the format " + document.format());
    }
    List<String> faults = new ArrayList<>();
    try (LoadedModel model = engine.load(new ModelFile(document.file(), entry(bench.bundle(), document.file()), document.sha256(), document.inputs(), document.outputs()))) {
      for (int run = 0; run < 2; run++) {
        golden.vectors().forEach(vector -> run(model, vector, golden, faults));
      }
    }
    return Finding.failedIfAny(faults.stream().distinct().toList(), golden.vectors().size() + " vectors within " + golden.tolerance() + " on " + engine.runtime());
  }

  private static void run(LoadedModel model, GoldenVector vector, GoldenSet golden, List<String> faults) {
    for (GoldenRun.Difference difference : vector.compare(model.run(vector.inputs()))) {
      if (!(difference.difference() <= golden.tolerance())) {
        faults.add("vector \"" + vector.what() + "\": " + difference);
      }
    }
  }

  private static byte[] entry(Path bundle, String name) {
    return Subject.entry(bundle, name).orElseThrow(() -> new IllegalStateException(name + " is missing in the bundle"));
  }
}
