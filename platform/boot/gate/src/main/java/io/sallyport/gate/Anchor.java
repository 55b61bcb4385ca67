package io.sallyport.gate;

/** How the site's roots stand to what the distribution is anchored to (ADR 0016). */
public enum Anchor {
  /** The distribution names no site root: who can write to DATA can exchange the site as a whole. */
  ABSENT,
  /** The roots are those that the distribution names, or there is no site yet. */
  HELD,
  /** They are not, or the anchor cannot be used: nothing of the site is admitted. */
  BROKEN
}
