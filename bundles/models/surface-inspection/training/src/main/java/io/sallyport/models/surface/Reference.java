package io.sallyport.models.surface;

import io.sallyport.models.training.Distribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the camera sees on defect-free tiles and what the model answers, for {@code reference.json}: brightness, contrast and roughness of the
 * blocks to train with and to choose by; mean heat and score of the latter alone, since the former are too good. Parts of one surface differ
 * from each other: a limit is what one half of the blocks differs from the other at most, over some ways to halve them, and half as much
 * again; never less than the usual limit.
 */
final class Reference {
  private static final int STEP = 8;
  private static final int WINDOW = 300;
  private static final int HALVINGS = 20;
  private static final double PSI = 0.25;
  private static final double KS = 0.2;
  private static final double ROOM = 1.5;

  private Reference() {}

  static Map<String, Object> of(Surface surface, Split split, OnnxRun model) {
    List<Grey> seen = Stream.of(split.training(), split.validation()).flatMap(List::stream).toList();
    List<List<OnnxRun.Output>> answers = split.validation().stream().map(block -> Split.tiles(List.of(block), STEP).stream().map(model::run).toList()).toList();
    List<Object> features = new ArrayList<>();
    features.add(feature("brightness", "input", "image", "mean", blocks(seen, Grey::mean), surface));
    features.add(feature("contrast", "input", "image", "deviation", blocks(seen, Grey::deviation), surface));
    features.add(feature("roughness", "input", "image", "roughness", blocks(seen, Grey::roughness), surface));
    features.add(feature("mean heat", "output", "heat", "mean", answers.stream().map(block -> block.stream().map(answer -> mean(answer.heat())).toList()).toList(), surface));
    features.add(feature("score", "output", "score", "last", answers.stream().map(block -> block.stream().map(OnnxRun.Output::score).toList()).toList(), surface));
    return PackageFiles.ordered("schema", "sallyport.reference/1", "name", surface.name(), "version", surface.version(),
        "data", "defect-free tiles: inputs of " + seen.size() + " blocks, outputs of " + answers.size() + " that it was not trained on", "window", WINDOW,
        "limits", PackageFiles.ordered("psi", PSI, "ks", KS), "features", features);
  }

  private static List<List<Float>> blocks(List<Grey> blocks, Function<Grey, Float> value) {
    return blocks.stream().map(block -> Split.tiles(List.of(block), STEP).stream().map(value).toList()).toList();
  }

  private static Map<String, Object> feature(String name, String kind, String tensor, String take, List<List<Float>> blocks, Surface surface) {
    double psi = PSI;
    double ks = KS;
    Random random = new Random(surface.seed());
    List<List<Float>> mixed = new ArrayList<>(blocks);
    for (int i = 0; i < HALVINGS && blocks.size() > 1; i++) {
      Collections.shuffle(mixed, random);
      Distribution one = Distribution.of(values(mixed.subList(0, mixed.size() / 2)));
      float[] other = values(mixed.subList(mixed.size() / 2, mixed.size()));
      psi = Math.max(psi, ROOM * one.psi(other));
      ks = Math.max(ks, Math.min(1, ROOM * one.ks(other)));
    }
    Map<String, Object> feature = new LinkedHashMap<>(PackageFiles.ordered("name", name, kind, tensor, "take", take));
    feature.putAll(Distribution.of(values(blocks)).members());
    feature.put("limits", PackageFiles.ordered("psi", rounded(psi), "ks", rounded(ks)));
    return feature;
  }

  private static float[] values(List<List<Float>> blocks) {
    List<Float> all = blocks.stream().flatMap(List::stream).toList();
    float[] values = new float[all.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i);
    }
    return values;
  }

  private static float mean(float[] heat) {
    double sum = 0;
    for (float cell : heat) {
      sum += cell;
    }
    return (float) (sum / heat.length);
  }

  private static double rounded(double limit) {
    return Math.round(limit * 100) / 100.0;
  }
}
