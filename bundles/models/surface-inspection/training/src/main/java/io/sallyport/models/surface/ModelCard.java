package io.sallyport.models.surface;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The model card: what a model is, what it was made from, how well it does and where it fails. */
final class ModelCard {
  private static final double WEAK = 0.8;

  private final Surface surface;
  private final Split split;
  private final Judge judge;
  private final Metrics metrics;
  private final double parity;

  ModelCard(Surface surface, Split split, Judge judge, Metrics metrics, double parity) {
    this.surface = surface;
    this.split = split;
    this.judge = judge;
    this.metrics = metrics;
    this.parity = parity;
  }

  String text() {
    return String.format(Locale.ROOT, """
        # %s %s

        Tells whether a tile of a surface looks normal, and where it does not: static and deterministic (it does not learn in operation). Learned from defect-free pictures alone.

        ## Data
        %s %d picture(s), cut into blocks of %d × %d pixels: %d to train with, %d to choose the method by and to set the threshold, %d to test. No pixel is in two roles; blocks that touch look alike at their borders.
        The test blocks were used once, after method and rule were fixed.

        ## Model
        A tile of %d × %d grey values, 0 … 255. A fixed bank of 27 filters (bars, edges, spots) is laid over it; for each cell of %d × %d pixels its strongest answers, its mean energy in two
        neighbourhoods, grey values and their variation make %d features. A dense layer, one over each cell and its eight neighbours, and a last dense one (%d parameters) trained on them give the log-odds that the cell is not normal;
        softplus of these is `heat`, the mean of the eight highest means of 2 × 2 cells is `score`. What is not normal was made up for training: shapes without a plan (blobs of thresholded noise, wandering strokes), filled with shifts of grey, noise, blur,
        turned or contrast-changed texture, in %d tiles of the training blocks. %d steps of 8 tiles, Adam from 2e-3, seed %d; largest difference of the exported model to the trained one %.1e (relative to max(1, value)).
        `threshold` %.4f is the %.0f %% quantile of the score over tiles of the validation blocks.

        ## Results on test blocks
        Defects of six kinds, each in three sizes and three contrasts, 20 seeds each, are put into tiles of the test blocks by code that shares no shape with the training's (`Defects`, `Anomalies`).
        Area under the ROC curve of tiles, all defects against %d clean tiles (which overlap): **%.3f**. False alarms: **%.1f %%** of the clean tiles. One call takes at most %.0f µs of one processor in 99 %% of calls (the machine that trained).

        | defect | tiles | area by tile | area by cell | rejected | area by tile: small, middle, large | low, middle, high contrast |
        |---|---|---|---|---|---|---|
        %s

        Sizes: scratch 24, 40, 64 pixels long and 1.5, 2.2, 3.2 wide; stain 6, 10, 16, hole 2, 3.5, 5, blur 8, 12, 18, missing 5, 8, 12 pixels radius; shifted 12, 20, 32 pixels square. Contrast: 1, 1.75, 2.5 deviations of the surface (stain 0.6,
        missing 0.4 of that); blur by sigma 1, 1.75, 2.5; shifted: straight, turned by a quarter, turned and brighter or darker by half a deviation.

        ## Limits
        - The defects are made by code. Real ones differ: measure on real rejects of the site before it decides anything.
        - Where the surface is plain, a blur changes nothing, and where it is rough, what looks like its own gaps, faces and edges is not found: the table says how often. %s
        - The pictures show one surface in one light. Another surface, distance or light needs training anew, from defect-free pictures alone: see `vision.md`.
        - Cells at the border of a tile are judged with less around them; the capability lets tiles overlap.
        - The threshold and the false alarms are those of one tile. A picture of many tiles is above the threshold more often: set the station's `threshold.ratio` by parts that are good (`vision.md`).
        - Not for decisions about safety: a reject is a reason to look, an accept is no proof of quality.
        """, surface.name(), surface.version(), surface.source(), surface.pictures().size(), Split.BLOCK, Split.BLOCK, split.training().size(), split.validation().size(), split.test().size(),
        Tile.SIDE, Tile.SIDE, Tile.CELL, Tile.CELL, judge.mean().length, judge.parameters(), Surface.TILES, Surface.STEPS, surface.seed(), parity, metrics.threshold(), Metrics.QUANTILE * 100, metrics.clean(), metrics.area(),
        metrics.falseAlarms() * 100, metrics.micros(), metrics.kinds().entrySet().stream().map(ModelCard::row).collect(Collectors.joining("\n")), weak());
  }

  private String weak() {
    String kinds = metrics.kinds().entrySet().stream().filter(kind -> kind.getValue().image() < WEAK)
        .map(kind -> String.format(Locale.ROOT, "%s (%.3f)", kind.getKey().name().toLowerCase(Locale.ROOT), kind.getValue().image())).collect(Collectors.joining(", "));
    return String.format(Locale.ROOT, "Here below %.2f by tile: %s.", WEAK, kinds.isEmpty() ? "none" : kinds);
  }

  private static String row(Map.Entry<Defects.Kind, Metrics.Part> entry) {
    Metrics.Part part = entry.getValue();
    return String.format(Locale.ROOT, "| %s | %d | %.3f | %.3f | %.0f %% | %s | %s |", entry.getKey().name().toLowerCase(Locale.ROOT), part.tiles(), part.image(), part.pixel(),
        part.found() * 100, list(part.bySize()), list(part.byContrast()));
  }

  private static String list(double[] values) {
    return Arrays.stream(values).mapToObj(value -> String.format(Locale.ROOT, "%.2f", value)).collect(Collectors.joining(", "));
  }
}
