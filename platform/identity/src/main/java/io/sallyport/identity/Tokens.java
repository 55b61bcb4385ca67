package io.sallyport.identity;

import io.sallyport.audit.Actor;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tokens of programs. Changes are in the audit log before they take effect, failures too: ten a minute of each source one by one, the rest
 * counted. A service of the platform; thread-safe.
 */
@ProviderType
public interface Tokens {
  /** The longest life of a token. */
  Duration LONGEST = Duration.ofDays(731);

  /**
   * Makes a token.
   *
   * @param lifetime a minute to {@link #LONGEST}
   * @throws RefusedException {@code SP-IDENTITY-0015} the name is or was in use, {@code -0017} name, role or lifetime cannot be
   */
  IssuedToken create(String name, String role, Duration lifetime, Actor by);

  /**
   * Why no program is let in at present, for everything but this refuses with it: {@code SP-IDENTITY-0018} the list is damaged, {@code -0019} it
   * cannot be read. Tried again by itself, at most once a second.
   */
  Optional<Refusal> refusal();

  /** All tokens ever made, by name. */
  List<Token> tokens();

  /** Whether it lets a program in at this moment. */
  Token.State state(Token token);

  /**
   * Ends a token for good; takes effect at the next request. Repeating it changes nothing.
   *
   * @throws RefusedException {@code SP-IDENTITY-0016} there is no such token
   */
  void revoke(String name, Actor by);

  /**
   * Judges what a program shows, in about a microsecond. A valid token is accepted however many failures came before it: a secret of 256 bits
   * is not guessed, and another program on the same machine must not be able to lock this one out.
   *
   * @param shown the token; empty if the program showed none
   * @param source where from, such as {@code http:127.0.0.1}
   * @throws RefusedException if a failure cannot be recorded
   */
  TokenResult authenticate(String shown, String source);
}
