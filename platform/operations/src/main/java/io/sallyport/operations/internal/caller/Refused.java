package io.sallyport.operations.internal.caller;

import io.sallyport.trust.RefusedException;
import java.util.function.Supplier;

/** Turns refusals into what the plugin API promises. */
public final class Refused {
  private Refused() {}

  /** @throws IllegalStateException with the refusal's message */
  public static <T> T asIllegalState(Supplier<T> call) {
    try {
      return call.get();
    } catch (RefusedException refused) {
      throw new IllegalStateException(refused.refusal().message(), refused);
    }
  }
}
