package io.sallyport.trust;

import java.util.Objects;

/**
 * Why something was refused, in the words an operator sees. They may quote what others wrote – file names, certificates, datagrams – and go to terminals and logs: what
 * a terminal would obey is replaced, and each part is one line.
 *
 * @param code {@code SP-AREA-NNNN}, registered in ADR 0003
 * @param what what is wrong
 * @param where the file, field, bundle or command concerned
 * @param next what to do about it
 */
public record Refusal(String code, String what, String where, String next) {
  public Refusal {
    Objects.requireNonNull(code, "code");
    what = Text.line(Objects.requireNonNull(what, "what"));
    where = Text.line(Objects.requireNonNull(where, "where"));
    next = Text.line(Objects.requireNonNull(next, "next"));
  }

  /** One line: {@code CODE: what – where – next}. */
  public String message() {
    return code + ": " + what + " – " + where + " – " + next;
  }
}
