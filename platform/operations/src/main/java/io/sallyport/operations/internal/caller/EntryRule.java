package io.sallyport.operations.internal.caller;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a plugin may write into the audit log. */
public final class EntryRule {
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+");
  private static final int LONGEST_TYPE = 64;
  private static final int MOST_DETAILS = 32;
  private static final int LONGEST_TEXT = 1_024;
  /** First words of the entries that only the platform writes (ADR 0003). */
  private static final Set<String> PLATFORM = Set.of("audit", "gate", "medium", "generation", "package", "login", "esign", "inference",
      "insight", "alarm", "workorder", "model", "identity", "boundary", "appliance", "qualify", "vault", "trust", "site", "user", "session", "plugin");

  private EntryRule() {}

  /** @throws RefusedException SP-WORK-0008 if it may not */
  public static void check(String caller, String type, String action, String object, Map<String, String> details) {
    if (type.length() > LONGEST_TYPE || !TYPE.matcher(type).matches()) {
      throw refuse(caller, "an audit entry of the type '" + type + "'", "use lower-case words with dots, at most " + LONGEST_TYPE + " characters");
    }
    if (PLATFORM.contains(type.substring(0, type.indexOf('.')))) {
      throw refuse(caller, "an audit entry of the type " + type + ", which only the platform writes", "begin the type with the plugin's own word");
    }
    boolean tooLong = action.length() > LONGEST_TEXT || object.length() > LONGEST_TEXT || details.size() > MOST_DETAILS
        || details.entrySet().stream().anyMatch(d -> d.getKey().length() > LONGEST_TEXT || d.getValue().length() > LONGEST_TEXT);
    if (tooLong) {
      throw refuse(caller, "an audit entry with more than " + MOST_DETAILS + " details or with text over " + LONGEST_TEXT + " characters",
          "record short values, never payloads");
    }
  }

  private static RefusedException refuse(String caller, String what, String next) {
    return new RefusedException(new Refusal("SP-WORK-0008", what, "package " + caller, next));
  }
}
