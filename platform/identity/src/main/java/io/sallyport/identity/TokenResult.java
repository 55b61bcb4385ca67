package io.sallyport.identity;

import io.sallyport.trust.Refusal;

/** Whether a token lets a program in. */
public sealed interface TokenResult {
  /** It does. */
  record Accepted(Token token) implements TokenResult {}

  /**
   * It does not: {@code SP-IDENTITY-0011} there is none, or it is unknown or wrong (which of them is not told, nor can it be timed);
   * {@code -0012} it has expired; {@code -0013} it was revoked; {@code -0014} the same after too many failures.
   */
  record Refused(Refusal refusal) implements TokenResult {}
}
