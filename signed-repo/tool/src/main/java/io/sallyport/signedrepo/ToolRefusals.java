package io.sallyport.signedrepo;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** Builds the refusals of this tool; every code is registered in ADR 0003. */
public final class ToolRefusals {
  private ToolRefusals() {}

  public static RefusedException refuse(String code, String what, Object where, String next) {
    return new RefusedException(new Refusal(code, what, where.toString(), next));
  }

  /** SP-TOOL-0001: reading or writing failed. */
  public static RefusedException io(Exception cause, Object where) {
    return new RefusedException(new Refusal("SP-TOOL-0001", "the file cannot be read or written (" + cause.getMessage() + ")", where.toString(), "check path, permissions and space"), cause);
  }
}
