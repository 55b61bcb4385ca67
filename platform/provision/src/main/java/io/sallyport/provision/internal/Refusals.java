package io.sallyport.provision.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** Builds the refusals of this bundle; every code is registered in ADR 0003. */
public final class Refusals {
  private Refusals() {}

  public static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }

  public static RefusedException refuse(String code, String what, String where, String next, Throwable cause) {
    return new RefusedException(new Refusal(code, what, where, next), cause);
  }
}
