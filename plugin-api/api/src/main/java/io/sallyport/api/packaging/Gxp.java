package io.sallyport.api.packaging;

/** What a package means for product quality (EU GMP Annex 11, Annex 22 draft). */
public enum Gxp {
  /** Nothing. */
  NONE,
  /** It helps people who decide. */
  SUPPORTING,
  /** Its result is used as it is: only static, deterministic models. */
  CRITICAL
}
