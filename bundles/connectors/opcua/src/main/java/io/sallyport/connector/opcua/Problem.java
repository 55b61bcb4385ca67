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
  /** One line, in the form all refusals of the appliance have. */
  String message() {
    return code + ": " + what + " – " + where + " – " + next;
  }
}
