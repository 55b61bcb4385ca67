package io.sallyport.itests.appliance.attack;

/**
 * How an attack ended.
 *
 * @param refused whether it was refused and left nothing behind
 * @param code the refusal's code, empty if there was none
 * @param audited whether the audit log has an entry with that code
 * @param detail what was seen, for people
 */
public record Outcome(boolean refused, String code, boolean audited, String detail) {
  /** In place of a code: nothing reads what was planted, and it is gone. */
  public static final String GONE = "ignored, gone";

  /** Refused, with the expected code, and recorded. */
  public boolean held() {
    return refused && audited && !code.isEmpty();
  }
}
