package io.sallyport.engine.onnx.internal;

import java.util.Arrays;

/**
 * What whole numbers a tensor may hold: those between two, and of the two that division cannot take, whether they are among them. Immutable.
 *
 * @param nought whether 0 may be there
 * @param minusOne whether -1 may be there
 */
record Whole(long least, long most, boolean nought, boolean minusOne) {
  static final Whole ANY = between(Long.MIN_VALUE, Long.MAX_VALUE);

  /** All from the one to the other. */
  static Whole between(long least, long most) {
    return new Whole(least, most, least <= 0 && most >= 0, least <= -1 && most >= -1);
  }

  static Whole only(long number) {
    return between(number, number);
  }

  Whole or(Whole other) {
    return new Whole(Math.min(least, other.least), Math.max(most, other.most), nought || other.nought, minusOne || other.minusOne);
  }

  /** As numbers of the type: where they do not fit, any of it; any at all where the type is not known. */
  Whole as(ElementType type) {
    Whole all = type.range();
    return type.bytes() == 0 || least < all.least || most > all.most ? all : this;
  }

  Whole plus(Whole other) {
    try {
      return between(Math.addExact(least, other.least), Math.addExact(most, other.most));
    } catch (ArithmeticException e) {
      return ANY;
    }
  }

  Whole minus(Whole other) {
    try {
      return between(Math.subtractExact(least, other.most), Math.subtractExact(most, other.least));
    } catch (ArithmeticException e) {
      return ANY;
    }
  }

  Whole times(Whole other) {
    try {
      long[] ends = {Math.multiplyExact(least, other.least), Math.multiplyExact(least, other.most), Math.multiplyExact(most, other.least), Math.multiplyExact(most, other.most)};
      Arrays.sort(ends);
      return between(ends[0], ends[3]);
    } catch (ArithmeticException e) {
      return ANY;
    }
  }

  /** Of what is not negative, by what is positive; anything else is any. */
  Whole over(Whole divisor) {
    return least >= 0 && divisor.least >= 1 ? between(least / divisor.most, most / divisor.least) : ANY;
  }

  /** The remainder with the divisor's sign. */
  Whole modulo(Whole divisor) {
    return divisor.least >= 1 ? between(0, divisor.most - 1) : ANY;
  }

  /**
   * The larger ones, as ONNX Runtime 1.24.2 finds them: of numbers of 64 bits it compares the lower halves as signed ones (seen), so that a number from 2^31 on
   * counts as less than one that is not. What is sure is that each is one of the two, and not less than one that has 31 bits.
   */
  Whole max(Whole other) {
    if (isShort() && other.isShort()) {
      return between(Math.max(least, other.least), Math.max(most, other.most)).unless(this, other);
    }
    long sure = Math.max(isCount() ? least : Long.MIN_VALUE, other.isCount() ? other.least : Long.MIN_VALUE);
    return between(Math.max(Math.min(least, other.least), sure), Math.max(most, other.most)).unless(this, other);
  }

  /** The smaller ones, found likewise. */
  Whole min(Whole other) {
    return isShort() && other.isShort() ? between(Math.min(least, other.least), Math.min(most, other.most)).unless(this, other) : or(other);
  }

  private boolean isShort() {
    return least >= Integer.MIN_VALUE && most <= Integer.MAX_VALUE;
  }

  private boolean isCount() {
    return least >= 0 && most <= Integer.MAX_VALUE;
  }

  /** Each number is one of the one's or of the other's. */
  private Whole unless(Whole one, Whole other) {
    return new Whole(least, most, nought && (one.nought || other.nought), minusOne && (one.minusOne || other.minusOne));
  }

  /** The lowest number of 64 bits stays what it is; of shorter ones, {@link #as} says it. */
  Whole abs() {
    if (least >= 0) {
      return this;
    }
    if (least == Long.MIN_VALUE) {
      return new Whole(Long.MIN_VALUE, Long.MAX_VALUE, nought, false);
    }
    return new Whole(0, Math.max(-least, most), nought, false);
  }
}
