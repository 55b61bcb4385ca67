package io.sallyport.api.insight;

/** From least to most urgent. */
public enum Severity {
  NORMAL, MEDIUM, HIGH, CRITICAL
}
