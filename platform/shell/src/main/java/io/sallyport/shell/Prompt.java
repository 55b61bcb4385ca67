package io.sallyport.shell;

import io.sallyport.identity.Login;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.karaf.shell.api.console.Session;

/**
 * Asks the person at a session; without a terminal (a script over ssh) reads one line of its standard input. An answer that comes after the
 * person's login is over is refused.
 */
public final class Prompt {
  private static final int LONGEST_LINE = 4096;

  private final Session session;

  public Prompt(Session session) {
    this.session = session;
  }

  /** A password, not echoed. The caller wipes it. */
  public char[] password(String prompt) {
    return line(prompt, '*').toCharArray();
  }

  /** Whether the person answered yes. */
  public boolean confirm(String question) {
    String answer = line(question + " [y/N] ", null).trim();
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }

  private String line(String prompt, Character mask) {
    String answer = read(prompt, mask);
    Login.current().flatMap(Login::over).ifPresent(why -> {
      throw new RefusedException(why);
    });
    return answer;
  }

  private String read(String prompt, Character mask) {
    try {
      if (session.getTerminal() != null) {
        return session.readLine(prompt, mask);
      }
      return readHeadless(session.getKeyboard());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readHeadless(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 && line.size() == 0 || line.size() > LONGEST_LINE) {
        throw new RefusedException(new Refusal("SP-SHELL-0001", "no answer to a prompt", "standard input",
            "give the answer as one line on standard input; sallyport exec passes it on with -i"));
      }
      if (b < 0) {
        break;
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
