package io.sallyport.identity;

import io.sallyport.trust.Refusal;

/** Whether a person is logged in. */
public sealed interface SessionResult {
  /**
   * They are.
   *
   * @param secret what their browser shows from now on; the appliance keeps only its hash
   */
  record Begun(Session session, String secret) implements SessionResult {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Begun[" + session + "]";
    }
  }

  /** They are not: {@code SP-IDENTITY-0001} or {@code -0002} as in {@link Realm#authenticate}, {@code -0021} the site's limits cannot be. */
  record Refused(Refusal refusal) implements SessionResult {}
}
