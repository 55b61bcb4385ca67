package io.sallyport.tck.pack;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** Builds the refusals of packaging; every code is registered in ADR 0003. */
final class Refusals {
  private Refusals() {}

  static RefusedException refuse(String code, String what, Object where, String next) {
    return new RefusedException(new Refusal(code, what, where.toString(), next));
  }
}
