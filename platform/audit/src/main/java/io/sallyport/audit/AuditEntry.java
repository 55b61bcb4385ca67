package io.sallyport.audit;

import io.sallyport.trust.JsonObject;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What happened, as the caller knows it; the log adds the time. Never put payloads or secrets into an entry. Control characters in
 * any text are replaced by U+FFFD; fractions in {@code before} and {@code after} become text, because canonical JSON has none. The
 * registry of types is {@code platform/adr/0003}.
 *
 * @param type from the registry, such as {@code generation.approved}
 * @param action what was attempted, a verb such as {@code approve}
 * @param object what it was done to, such as {@code generation/2}
 * @param code the refusal's code, {@code SP-AREA-NNNN}
 * @param reason why, for a person
 * @param before what was so before
 * @param after what is so after
 * @param correlation the same on all entries of one task
 * @param source where the request came from, such as {@code ssh:127.0.0.1} or a file and offset
 * @param digests lower-case hex SHA-256 by name
 */
public record AuditEntry(String type, Actor actor, String action, String object, Outcome outcome, Optional<String> code,
    Optional<String> reason, Optional<JsonObject> before, Optional<JsonObject> after, String correlation,
    Optional<String> source, Map<String, String> digests) {
  /** Most bytes of one encoded entry (C2SP tlog-tiles: a 16-bit length). */
  public static final int LARGEST = 65_535;

  public AuditEntry {
    type = Text.clean(type);
    Objects.requireNonNull(actor, "actor");
    action = Text.clean(action);
    object = Text.clean(object);
    Objects.requireNonNull(outcome, "outcome");
    code = code.map(Text::clean);
    reason = reason.map(Text::clean);
    before = before.map(Text::clean);
    after = after.map(Text::clean);
    correlation = Text.clean(correlation);
    source = source.map(Text::clean);
    digests = cleaned(digests);
  }

  /** Begins an entry; actor, action and object must follow, the outcome is {@code DONE} unless said otherwise. */
  public static Builder of(String type) {
    return new Builder(type);
  }

  private static Map<String, String> cleaned(Map<String, String> digests) {
    if (digests.isEmpty()) {
      return Map.of();
    }
    Map<String, String> sorted = new TreeMap<>();
    digests.forEach((name, digest) -> sorted.put(Text.clean(name), Text.clean(digest)));
    return Collections.unmodifiableMap(sorted);
  }

  /** Collects the parts of one entry. Not thread-safe. */
  public static final class Builder {
    private final String type;
    private Actor actor;
    private String action;
    private String object;
    private Outcome outcome = Outcome.DONE;
    private String code;
    private String reason;
    private JsonObject before;
    private JsonObject after;
    private String correlation;
    private String source;
    private Map<String, String> digests = Map.of();

    private Builder(String type) {
      this.type = Objects.requireNonNull(type, "type");
    }

    public Builder actor(Actor who) {
      actor = who;
      return this;
    }

    /** A person acted, in this role. */
    public Builder actor(String user, String role) {
      return actor(new Actor.Person(user, role));
    }

    /** A part of the platform acted by itself. */
    public Builder system(String name) {
      return actor(new Actor.Part(name));
    }

    public Builder action(String verb) {
      action = verb;
      return this;
    }

    public Builder object(String what) {
      object = what;
      return this;
    }

    public Builder outcome(Outcome how) {
      outcome = how;
      return this;
    }

    /** The refusal's code. */
    public Builder code(String refusal) {
      code = refusal;
      return this;
    }

    public Builder reason(String why) {
      reason = why;
      return this;
    }

    public Builder before(JsonObject state) {
      before = state;
      return this;
    }

    public Builder after(JsonObject state) {
      after = state;
      return this;
    }

    /** The task that this entry belongs to; without it the entry gets one of its own. */
    public Builder correlation(String task) {
      correlation = task;
      return this;
    }

    public Builder source(String where) {
      source = where;
      return this;
    }

    /** Adds a digest, lower-case hex SHA-256. */
    public Builder digest(String name, String hex) {
      if (digests.isEmpty()) {
        digests = new TreeMap<>();
      }
      digests.put(name, hex);
      return this;
    }

    /** The entry. */
    public AuditEntry build() {
      return new AuditEntry(type, Objects.requireNonNull(actor, "actor"), Objects.requireNonNull(action, "action"),
          Objects.requireNonNull(object, "object"), outcome, Optional.ofNullable(code), Optional.ofNullable(reason),
          Optional.ofNullable(before), Optional.ofNullable(after), correlation == null ? own() : correlation,
          Optional.ofNullable(source), digests);
    }

    private static String own() {
      return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }
  }
}
