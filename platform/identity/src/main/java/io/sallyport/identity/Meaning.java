package io.sallyport.identity;

import java.util.Locale;

/** What a signature says (21 CFR 11.50(a)(3)). */
public enum Meaning {
  AUTHOR, REVIEW, APPROVE, REJECT;

  /** As written in records: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
