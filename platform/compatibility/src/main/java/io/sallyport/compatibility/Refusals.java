package io.sallyport.compatibility;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** Builds the refusals of this bundle; every code is registered in ADR 0003. */
final class Refusals {
  private Refusals() {}

  static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }

  static RefusedException refuse(String code, String what, String where, String next, Throwable cause) {
    return new RefusedException(new Refusal(code, what, where, next), cause);
  }
}
