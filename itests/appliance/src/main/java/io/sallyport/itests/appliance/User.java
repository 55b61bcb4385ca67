package io.sallyport.itests.appliance;

import java.util.Locale;

/** The people that {@code bin/sallyport commission --demo} makes accounts for. */
public enum User {
  /** Quality; approves. */
  QUINN,
  /** Security; approves. */
  SAM,
  /** Administers. */
  ADA,
  /** Integrates connectors. */
  IVAN,
  /** Operates. */
  OLGA,
  /** Audits. */
  AUD;

  /** The account's name. */
  public String account() {
    return name().toLowerCase(Locale.ROOT);
  }
}
