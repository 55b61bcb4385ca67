package io.sallyport.identity;

/**
 * A new token.
 *
 * @param secret what the program shows, {@code spt_NAME_…}; the appliance keeps only its hash, so this is the only time that it can be read
 */
public record IssuedToken(Token token, String secret) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "IssuedToken[" + token + "]";
  }
}
