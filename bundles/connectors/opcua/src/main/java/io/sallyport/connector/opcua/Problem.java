package io.sallyport.connector.opcua;

/**
 * What is wrong, for an admin.
 *
 * @param code {@code SP-OPCUA-NNNN}, registered in ADR 0003
 * @param what what went wrong
 * @param where at which server, file or setting
 * @param next what to do about it
 */
record Problem(String code, String what, String where, String next) {
  private static final char REPLACEMENT = '\uFFFD';

  /** Servers write some of it – subjects of certificates, names of endpoints – and it goes to a log that is read at terminals. */
  Problem {
    what = line(what);
    where = line(where);
    next = line(next);
  }

  private static String line(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? REPLACEMENT : c));
    return out.toString();
  }

  /** One line, in the form all refusals of the appliance have. */
  String message() {
    return code + ": " + what + " – " + where + " – " + next;
  }
}
