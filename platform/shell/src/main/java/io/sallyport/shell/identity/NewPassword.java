package io.sallyport.shell.identity;

import io.sallyport.shell.Prompt;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Arrays;

/** A password that is typed twice. */
final class NewPassword {
  private NewPassword() {}

  /** Asks for it. The caller wipes it. */
  static char[] ask(Prompt prompt, String question) {
    char[] password = prompt.password(question);
    char[] again = prompt.password("Again: ");
    boolean same = Arrays.equals(password, again);
    Arrays.fill(again, '\0');
    if (!same) {
      Arrays.fill(password, '\0');
      throw new RefusedException(new Refusal("SP-SHELL-0003", "the two passwords differ", "password", "type the same password twice"));
    }
    return password;
  }
}
