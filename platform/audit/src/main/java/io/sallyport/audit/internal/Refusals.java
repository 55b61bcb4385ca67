package io.sallyport.audit.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;

/** The refusals of this bundle; every code is registered in ADR 0003. */
final class Refusals {
  private static final String LOG = "audit log";

  private Refusals() {}

  static Refusal failed(Throwable cause) {
    return new Refusal("SP-AUDIT-0001", "the audit log failed to write: " + reason(cause), LOG,
        "free or repair the disk under DATA/audit, then restart the appliance; until then nothing that must be recorded happens");
  }

  static RefusedException full(int waiting) {
    return refuse("SP-AUDIT-0002", "the audit log cannot keep up: " + waiting + " entries wait for the disk", LOG,
        "slow the callers down or give DATA/audit a faster disk");
  }

  static RefusedException tooLarge(String type, int bytes) {
    return refuse("SP-AUDIT-0003", "an audit entry of " + bytes + " bytes exceeds 65535", "entry of type " + type,
        "record digests instead of content");
  }

  static Refusal closed() {
    return new Refusal("SP-AUDIT-0004", "the audit log is closed", LOG, "wait until the appliance has started again");
  }

  static Refusal tampered(String what, String where) {
    return new Refusal("SP-AUDIT-0005", "the audit log was tampered with or lost data: " + what, where,
        "keep DATA/audit as evidence, compare it with an external checkpoint, restore it from a backup");
  }

  static Refusal discontinued(String code, String what, Path where) {
    return new Refusal(code, what, where.toString(), "keep DATA as evidence; stop the appliance and restore DATA/audit from a backup, or have an administrator accept the gap with audit:acknowledge");
  }

  static RefusedException exportTarget(String what, String where) {
    return refuse("SP-AUDIT-0006", "cannot export the audit log: " + what, where, "name an absent or empty directory on a disk with room");
  }

  static RefusedException noSuchEntry(String what) {
    return refuse("SP-AUDIT-0007", what, LOG, "ask for entries below the size that audit:checkpoint shows");
  }

  static RefusedException unreadable(Damage damage) {
    return refuse("SP-AUDIT-0008", "a file of the audit log " + damage.finding().what(), damage.finding().file(),
        "run audit:verify and keep DATA/audit as evidence");
  }

  static RefusedException inUse(String where) {
    return refuse("SP-AUDIT-0009", "another process writes this audit log", where, "stop the other appliance first");
  }

  static RefusedException noData() {
    return refuse("SP-AUDIT-0010", "the property sallyport.data is not set", "appliance configuration",
        "start the appliance with bin/sallyport");
  }

  static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
