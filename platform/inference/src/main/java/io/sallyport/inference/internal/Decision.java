package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.Comparison;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what two versions decide: whether the score, {@code score} or the only output of one value, lies above {@code threshold}, each
 * version's own. Not thread-safe.
 */
final class Decision {
  private static final String SCORE = "score";
  private static final String THRESHOLD = "threshold";

  private final String output;
  private final double activeThreshold;
  private final double candidateThreshold;
  private long both;
  private long neither;
  private long onlyActive;
  private long onlyCandidate;

  private Decision(String output, double activeThreshold, double candidateThreshold) {
    this.output = output;
    this.activeThreshold = activeThreshold;
    this.candidateThreshold = candidateThreshold;
  }

  /** Empty if the two do not both decide, by the same output. */
  static Optional<Decision> of(ModelDescription active, ModelDescription candidate) {
    Optional<String> score = score(active);
    List<Double> one = active.parameters().getOrDefault(THRESHOLD, List.of());
    List<Double> other = candidate.parameters().getOrDefault(THRESHOLD, List.of());
    return score.isPresent() && score.equals(score(candidate)) && one.size() == 1 && other.size() == 1
        ? Optional.of(new Decision(score.get(), one.get(0), other.get(0))) : Optional.empty();
  }

  private static Optional<String> score(ModelDescription model) {
    List<String> single = model.outputs().stream().filter(spec -> !spec.shape().isDynamic() && spec.shape().elements() == 1).map(TensorSpec::name).toList();
    return single.contains(SCORE) ? Optional.of(SCORE) : single.size() == 1 ? Optional.of(single.get(0)) : Optional.empty();
  }

  void add(Map<String, Tensor> active, Map<String, Tensor> candidate) {
    boolean one = above(active.get(output), activeThreshold);
    boolean other = above(candidate.get(output), candidateThreshold);
    if (one == other) {
      both += one ? 1 : 0;
      neither += one ? 0 : 1;
    } else {
      onlyActive += one ? 1 : 0;
      onlyCandidate += one ? 0 : 1;
    }
  }

  private static boolean above(Tensor score, double threshold) {
    return score != null && score.shape().elements() == 1 && TensorValues.at(score, score.data(), 0) > threshold;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(output);
    out.writeDouble(activeThreshold);
    out.writeDouble(candidateThreshold);
    for (long count : new long[] {both, neither, onlyActive, onlyCandidate}) {
      out.writeLong(count);
    }
  }

  static Decision read(DataInputStream in) throws IOException {
    Decision read = new Decision(in.readUTF(), in.readDouble(), in.readDouble());
    read.both = in.readLong();
    read.neither = in.readLong();
    read.onlyActive = in.readLong();
    read.onlyCandidate = in.readLong();
    return read;
  }

  Comparison.Decisions report() {
    return new Comparison.Decisions(output, activeThreshold, candidateThreshold, both, neither, onlyActive, onlyCandidate);
  }
}
