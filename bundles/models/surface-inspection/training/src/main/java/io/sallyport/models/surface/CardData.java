package io.sallyport.models.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The model card for machines, {@code model-card.json}. */
final class CardData {
  private CardData() {}

  static Map<String, Object> of(Surface surface, Split split, Metrics metrics) {
    return PackageFiles.ordered("schema", "sallyport.model-card/1", "name", surface.name(), "version", surface.version(), "summary", PackageFiles.SUMMARY,
        "intendedUse", "Rejecting items for a person to look at, on the surface and in the light that it was trained for",
        "notFor", List.of("Decisions about safety: a reject is a reason to look, an accept is no proof of quality", "Another surface, distance or light, without training anew"),
        "deterministic", true, "learnsInOperation", false, "licence", surface.licence(),
        "inputs", List.of(tensor("image", List.of(1, 1, Tile.SIDE, Tile.SIDE), "grey values, 0 black … 255 white")),
        "outputs", List.of(tensor("heat", List.of(1, 1, Tile.CELLS, Tile.CELLS), "for each cell how far it is from normal, 0 or more"), tensor("score", List.of(1, 1), "mean of the eight highest means of 2 × 2 cells")),
        "data", List.of(PackageFiles.ordered("name", surface.pictures().size() + " defect-free picture(s)", "source", surface.source(), "licence", "as the source says",
            "use", split.training().size() + " blocks to train with, " + split.validation().size() + " to choose by and set the threshold, " + split.test().size() + " to test; no pixel is in two roles")),
        "training", PackageFiles.ordered("method", "fixed filter bank, three layers over cells and their neighbours that tell normal cells from made-up ones", "code", "bundles/models/surface-inspection/training", "seed", surface.seed()),
        "metrics", metrics(metrics),
        "limits", List.of("The defects are made by code: measure on real rejects before it decides anything", "On a plain surface a blur is not seen, on a rough one not what looks like its own gaps and edges"));
  }

  private static List<Object> metrics(Metrics metrics) {
    List<Object> list = new ArrayList<>();
    list.add(metric("area under the ROC curve", metrics.area(), "all defects against clean tiles of the test blocks"));
    list.add(metric("false alarms", metrics.falseAlarms(), metrics.clean() + " clean tiles of the test blocks"));
    metrics.kinds().forEach((kind, part) -> {
      String name = kind.name().toLowerCase(Locale.ROOT);
      list.add(metric("area under the ROC curve, " + name + ", by tile", part.image(), part.tiles() + " tiles with this defect"));
      list.add(metric("area under the ROC curve, " + name + ", by cell", part.pixel(), part.tiles() + " tiles with this defect"));
      list.add(metric("rejected, " + name, part.found(), part.tiles() + " tiles with this defect"));
    });
    return list;
  }

  private static Map<String, Object> tensor(String name, List<Integer> shape, String description) {
    return PackageFiles.ordered("name", name, "type", "FP32", "shape", shape, "description", description);
  }

  private static Map<String, Object> metric(String name, double value, String on) {
    return PackageFiles.ordered("name", name, "value", value, "on", on);
  }
}
