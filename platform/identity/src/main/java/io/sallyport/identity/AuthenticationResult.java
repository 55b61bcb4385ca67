package io.sallyport.identity;

import io.sallyport.trust.Refusal;

/** Whether a person proved who they are. */
public sealed interface AuthenticationResult {
  /** They did. */
  record Authenticated(User user) implements AuthenticationResult {}

  /**
   * They did not: {@code SP-IDENTITY-0001} unknown user, wrong password or disabled (which of them is not told, nor can it be timed),
   * {@code SP-IDENTITY-0002} too many failures.
   */
  record Refused(Refusal refusal) implements AuthenticationResult {}
}
