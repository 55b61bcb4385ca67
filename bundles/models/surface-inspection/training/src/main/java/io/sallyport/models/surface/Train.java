package io.sallyport.models.surface;

import io.sallyport.models.training.TrainedPackage;
import io.sallyport.models.training.TrainerCommand;
import io.sallyport.trust.site.PackageRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a model package of a folder with defect-free pictures; reads and writes nothing else, and needs no network. */
@Command(name = "train", mixinStandardHelpOptions = true, version = "0.1.0", sortOptions = false,
    description = "Trains a surface inspection model from defect-free pictures. OUT gets the model's files, OUT/package what signed-repo add takes.")
public final class Train implements Callable<Integer> {
  private static final int PARITY_STEP = 16;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "PNG and JPEG files without a defect: one of 512 × 512 pixels, or four of 128 × 128, at least")
  private Path pictures;
  @Parameters(index = "1", paramLabel = "OUT", description = "where to write") private Path out;
  @Option(names = "--name", required = true, paramLabel = "NAME", description = "name of the package") private String name;
  @Option(names = "--package-version", paramLabel = "VERSION", description = "its version, default ${DEFAULT-VALUE}", defaultValue = "1.0.0") private String version;
  @Option(names = "--publisher", required = true, paramLabel = "WHO", description = "who answers for it") private String publisher;
  @Option(names = "--licence", paramLabel = "SPDX", description = "licence of the weights, default ${DEFAULT-VALUE}", defaultValue = "Apache-2.0") private String licence;
  @Option(names = "--source", paramLabel = "SENTENCE", description = "where the pictures are from, for the model card", defaultValue = "Defect-free pictures of one surface.") private String source;

  @Option(names = "--seed", paramLabel = "NUMBER", description = "of what is made up and of the first weights, default ${DEFAULT-VALUE}", defaultValue = "" + Surface.SEED) private long seed;

  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    return TrainerCommand.of(new Train());
  }

  @Override
  public Integer call() {
    Surface surface = new Surface(name, version, publisher, licence, Surface.pictures(pictures), source, seed);
    Split split = Split.of(surface.pictures());
    System.out.printf(Locale.ROOT, "%d pictures: %d blocks to train with, %d to choose by and set the threshold, %d to test%n", surface.pictures().size(), split.training().size(), split.validation().size(), split.test().size());
    Scale scale = Scale.of(split.training());
    Features features = new Features();
    Samples samples = Samples.make(new Anomalies(new Sampler(split.training()), scale), scale, features, Surface.TILES, seed);
    System.out.printf(Locale.ROOT, "%d cells of %d tiles%n", samples.cells(), Surface.TILES);
    Judge judge = Judge.train(samples, Surface.STEPS, seed);
    finish(surface, split, scale, features, judge);
    return 0;
  }

  /** Exports, measures, writes. */
  void finish(Surface surface, Split split, Scale scale, Features features, Judge judge) {
    byte[] onnx = OnnxFile.write(name, version, scale, features, judge);
    try (OnnxRun exported = new OnnxRun(onnx)) {
      double parity = Parity.check(scale, features, judge, exported, Split.tiles(split.test(), PARITY_STEP));
      Metrics metrics = Metrics.of(exported, split, Metrics.threshold(exported, split), Surface.SEED);
      System.out.printf(Locale.ROOT, "threshold %.3f, false alarms %.1f %%, area %.3f%n", metrics.threshold(), metrics.falseAlarms() * 100, metrics.area());
      metrics.kinds().forEach((kind, part) -> System.out.printf(Locale.ROOT, "  %-8s by tile %.3f, by cell %.3f, rejected %.0f %%%n", kind, part.image(), part.pixel(), part.found() * 100));
      new PackageFiles(out, surface).write(onnx, golden(split, scale, features, judge), Reference.of(surface, split, exported), split, metrics, new ModelCard(surface, split, judge, metrics, parity).text());
    }
    System.out.println(TrainedPackage.write(out, new PackageRef(name, version), licence) + " is ready to be signed");
  }

  /** Tiles of test blocks with the trained model's answers: one as it is, one of some defects. */
  private static List<PackageFiles.Golden> golden(Split split, Scale scale, Features features, Judge judge) {
    Sampler sampler = new Sampler(split.test());
    Defects defects = new Defects(sampler, Scale.of(split.test()));
    List<PackageFiles.Golden> golden = new ArrayList<>();
    Grey plain = sampler.plain(new Random(1));
    golden.add(new PackageFiles.Golden("normal", plain, Parity.reference(scale, features, judge, plain)));
    for (Defects.Kind kind : List.of(Defects.Kind.SCRATCH, Defects.Kind.STAIN, Defects.Kind.MISSING)) {
      Grey tile = defects.make(kind, Defects.Step.MIDDLE, Defects.Step.LARGE, new Random(2)).picture();
      golden.add(new PackageFiles.Golden(kind.name().toLowerCase(Locale.ROOT), tile, Parity.reference(scale, features, judge, tile)));
    }
    return golden;
  }
}
