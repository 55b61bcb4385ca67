package io.sallyport.engine.onnx.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long the axes of a tensor are at least. Immutable.
 *
 * @param least of each axis; empty where not even their number is known
 */
record Extents(Optional<List<Long>> least) {
  static final Extents UNKNOWN = new Extents(Optional.empty());

  Extents {
    least = least.map(List::copyOf);
  }

  static Extents of(List<Long> least) {
    return new Extents(Optional.of(least));
  }

  /** Whether it surely has elements. */
  boolean populated() {
    return least.map(all -> all.stream().allMatch(one -> one >= 1)).orElse(false);
  }

  /** The one or the other. */
  Extents or(Extents other) {
    return together(other, Math::min);
  }

  /** What comes of two tensors of which the shorter axes are stretched; none is where one of them is of nothing. */
  Extents stretched(Extents other) {
    return together(other, (one, two) -> one == 0 || two == 0 ? 0 : Math.max(one, two));
  }

  private interface Choice {
    long of(long one, long other);
  }

  private Extents together(Extents other, Choice choice) {
    if (least.isEmpty() || other.least.isEmpty() || least.get().size() != other.least.get().size()) {
      return UNKNOWN;
    }
    List<Long> all = new ArrayList<>();
    for (int axis = 0; axis < least.get().size(); axis++) {
      all.add(choice.of(least.get().get(axis), other.least.get().get(axis)));
    }
    return of(all);
  }
}
