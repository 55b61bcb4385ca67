package io.sallyport.engine.onnx.internal;

/**
 * What is known of a value before anything is computed. Immutable.
 *
 * @param populated whether it surely has elements, that is, no extent of nought
 * @param values meaningless unless it is of whole numbers
 */
record Known(ElementType type, boolean populated, Whole values, Extents extents) {
  static final Known NOTHING = new Known(ElementType.UNKNOWN, false, Whole.ANY);
  /** No tensor of elements has more along one axis: that would be a tebibyte. */
  private static final long LONGEST = 1L << 40;

  /** Of a shape that is not known. */
  Known(ElementType type, boolean populated, Whole values) {
    this(type, populated, values, Extents.UNKNOWN);
  }

  static Known of(ElementType type) {
    return new Known(type, false, type.range());
  }

  static Known of(OnnxConstant constant) {
    return new Known(constant.type(), constant.elements() > 0, constant.values(), Extents.of(constant.extents()));
  }

  /** What tells its extents, or its number of elements. */
  Known shape() {
    return new Known(ElementType.INT64, false, Whole.between(populated ? 1 : 0, populated ? LONGEST : Long.MAX_VALUE));
  }

  Known with(boolean elements) {
    return new Known(type, elements, values, extents);
  }

  /** Of this shape, whatever was known before; it surely has elements if either says so. */
  Known with(Extents shape) {
    return new Known(type, populated || shape.populated(), values, shape);
  }

  /** What was computed. Unsigned numbers of 64 bits are not followed: they would be taken as signed. */
  Known with(Whole numbers) {
    return new Known(type, populated, type == ElementType.UINT64 ? Whole.ANY : numbers.as(type), extents);
  }

  /** Of the type where nothing else says it. */
  Known or(ElementType declared) {
    return type.isKnown() ? this : new Known(declared, populated, values.as(declared), extents);
  }

  /** The one or the other. */
  Known or(Known other) {
    return new Known(type.isKnown() ? type : other.type, populated && other.populated, values.or(other.values), extents.or(other.extents));
  }
}
