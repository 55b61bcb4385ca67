package io.sallyport.models.radiator;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.LinearTracker;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Trains one design with PyTorch: seeded, on one thread, so that one machine always arrives at the same weights. */
final class Training implements AutoCloseable {
  private static final String ENGINE = "PyTorch";

  private final Design design;
  private final Model model;
  private final SequentialBlock block = new SequentialBlock();

  Training(Design design) {
    this.design = design;
    for (int i = 0; i < design.hidden().size(); i++) {
      block.add(Linear.builder().setUnits(design.hidden().get(i)).build());
      if (i != design.codeLayer()) {
        block.add(Activation.reluBlock());
      }
    }
    block.add(Linear.builder().setUnits(design.width()).build());
    Engine.getEngine(ENGINE).setRandomSeed(Math.toIntExact(design.seed()));
    model = Model.newInstance("radiator-anomaly", Device.cpu(), ENGINE);
    model.setBlock(block);
  }

  /** @param examples standardised, each {@link Design#width()} values */
  void train(float[][] examples) {
    int steps = design.epochs() * (examples.length / design.batch());
    DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.l2Loss("l2", 1))
        .optDevices(new Device[] {Device.cpu()})
        .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
        .optOptimizer(Optimizer.adam().optLearningRateTracker(decay(steps)).build());
    Random random = new Random(design.seed());
    try (Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(new Shape(design.batch(), design.width()));
      int[] order = new int[examples.length];
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      for (int epoch = 1; epoch <= design.epochs(); epoch++) {
        shuffle(order, random);
        double loss = 0;
        int batches = 0;
        for (int first = 0; first + design.batch() <= order.length; first += design.batch(), batches++) {
          loss += step(trainer, examples, order, first, random);
        }
        System.out.printf(Locale.ROOT, "%s epoch %2d: mean squared error %.5f%n", design.version(), epoch, loss / batches);
      }
    }
  }

  /** From the design's rate down to a twentieth of it, evenly. */
  private Tracker decay(int steps) {
    return LinearTracker.builder().setBaseValue(design.learningRate()).optSlope(-design.learningRate() * 0.95f / steps).optMaxUpdates(steps).build();
  }

  private float step(Trainer trainer, float[][] examples, int[] order, int first, Random random) {
    float[] clean = new float[design.batch() * design.width()];
    float[] noisy = new float[clean.length];
    for (int i = 0; i < design.batch(); i++) {
      System.arraycopy(examples[order[first + i]], 0, clean, i * design.width(), design.width());
    }
    for (int i = 0; i < clean.length; i++) {
      noisy[i] = design.noise() == 0 ? clean[i] : clean[i] + design.noise() * (float) random.nextGaussian();
    }
    Shape shape = new Shape(design.batch(), design.width());
    try (NDManager memory = trainer.getManager().newSubManager(); GradientCollector gradients = trainer.newGradientCollector()) {
      NDList out = trainer.forward(new NDList(memory.create(noisy, shape)));
      NDArray loss = trainer.getLoss().evaluate(new NDList(memory.create(clean, shape)), out);
      loss.attach(memory);
      out.attach(memory);
      gradients.backward(loss);
      trainer.step();
      return loss.getFloat();
    }
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
  }

  /** What PyTorch itself makes of standardised examples. */
  float[] reconstruct(float[] standardised) {
    try (NDManager memory = model.getNDManager().newSubManager(); Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()))) {
      int rows = standardised.length / design.width();
      NDList out = trainer.evaluate(new NDList(memory.create(standardised, new Shape(rows, design.width()))));
      out.attach(memory);
      return out.singletonOrThrow().toFloatArray();
    }
  }

  /** The trained weights. */
  List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    int in = design.width();
    List<Integer> outs = new ArrayList<>(design.hidden());
    outs.add(design.width());
    List<Linear> linears = block.getChildren().values().stream().filter(Linear.class::isInstance).map(Linear.class::cast).toList();
    for (int i = 0; i < linears.size(); i++) {
      int out = outs.get(i);
      float[] weight = linears.get(i).getParameters().get("weight").getArray().toFloatArray();
      float[] bias = linears.get(i).getParameters().get("bias").getArray().toFloatArray();
      layers.add(new Layer(in, out, transpose(weight, out, in), bias, i != design.codeLayer() && i < linears.size() - 1));
      in = out;
    }
    return layers;
  }

  private static float[] transpose(float[] matrix, int rows, int columns) {
    float[] out = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        out[column * rows + row] = matrix[row * columns + column];
      }
    }
    return out;
  }

  @Override
  public void close() {
    model.close();
  }
}
