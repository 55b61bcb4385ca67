package io.sallyport.provision.internal.framework;

/** Finds the sentence worth telling in a chain of exceptions: a refusal's if there is one, else the innermost first line. */
public final class Causes {
  private static final int LONGEST = 400;

  private Causes() {}

  public static String told(Throwable thrown) {
    String told = String.valueOf(thrown.getMessage());
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      String message = cause.getMessage();
      if (message != null && message.startsWith("SP-")) {
        return message;
      }
      if (message != null && !message.isBlank()) {
        told = message;
      }
      Throwable[] suppressed = cause.getSuppressed();
      cause = cause.getCause() == null && suppressed.length > 0 ? suppressed[0] : cause.getCause();
    }
    String line = told.strip().lines().findFirst().orElse(thrown.getClass().getSimpleName());
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
