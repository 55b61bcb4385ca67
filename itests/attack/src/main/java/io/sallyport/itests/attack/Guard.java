package io.sallyport.itests.attack;

import java.util.Optional;

/** Who holds an attack, and the type of audit entry that must follow; none where no appliance is up to record, or nothing is there to refuse. */
public enum Guard {
  IMPORT("import", "medium.refused"),
  GATE("gate", "gate.refused"),
  PROVISION("provision", "generation.refused"),
  APPLY("apply", "generation.abandoned"),
  LAUNCHER("launcher", null),
  VERIFIER("verifier", null),
  CONSOLE("console", null),
  RULES("console rule", "console.refused"),
  SESSIONS("sessions", "session.ended"),
  /** Nothing of it is read: each start makes it anew. */
  START("each start", null),
  SETTINGS("settings folder", "settings.refused"),
  EXPORTS("exports", "file.exported"),
  STRAYS("provision", "site.stray"),
  AUDIT("audit log", "audit.discontinued"),
  OPERATIONS("operations", "operations.database.refused"),
  RECEIVER("receiver", "diode.refused"),
  SENDER("sender", null);

  private final String label;
  private final String entry;

  Guard(String label, String entry) {
    this.label = label;
    this.entry = entry;
  }

  /** For tables. */
  public String label() {
    return label;
  }

  /** The type of the audit entry. */
  public Optional<String> entry() {
    return Optional.ofNullable(entry);
  }
}
