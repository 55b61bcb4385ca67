package io.sallyport.audit.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * Entries as canonical JSON (schema {@code sallyport.audit/1}, ADR 0003). Writes the fields in canonical order itself, which is what
 * {@link CanonicalJson} would produce, several times faster. Thread-safe.
 */
final class EntryEncoder {
  private static final int TYPICAL_LENGTH = 512;

  /** A second and its text: most entries share it with the one before. */
  private record Second(long epoch, String text) {}

  private volatile Second last = new Second(Long.MIN_VALUE, "");

  byte[] encode(AuditEntry entry, Instant time) {
    StringBuilder out = new StringBuilder(TYPICAL_LENGTH);
    string(out.append("{\"action\":"), entry.action());
    actor(out.append(",\"actor\":"), entry.actor());
    entry.after().ifPresent(after -> object(out.append(",\"after\":"), after));
    entry.before().ifPresent(before -> object(out.append(",\"before\":"), before));
    entry.code().ifPresent(code -> string(out.append(",\"code\":"), code));
    string(out.append(",\"correlation\":"), entry.correlation());
    if (!entry.digests().isEmpty()) {
      digests(out.append(",\"digests\":"), entry.digests());
    }
    string(out.append(",\"object\":"), entry.object());
    out.append(",\"outcome\":\"").append(entry.outcome().text()).append('"');
    entry.reason().ifPresent(reason -> string(out.append(",\"reason\":"), reason));
    out.append(",\"schema\":\"sallyport.audit/1\"");
    entry.source().ifPresent(source -> string(out.append(",\"source\":"), source));
    time(out.append(",\"time\":\""), time);
    string(out.append("\",\"type\":"), entry.type());
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void actor(StringBuilder out, Actor actor) {
    if (actor instanceof Actor.Person person) {
      string(out.append("{\"role\":"), person.role());
      person.session().ifPresent(session -> string(out.append(",\"session\":"), session));
      string(out.append(",\"user\":"), person.user());
    } else if (actor instanceof Actor.Part part) {
      string(out.append("{\"system\":"), part.system());
    }
    out.append('}');
  }

  private static void object(StringBuilder out, JsonObject object) {
    out.append(new String(CanonicalJson.encode(object), StandardCharsets.UTF_8));
  }

  private static void digests(StringBuilder out, Map<String, String> sorted) {
    char separator = '{';
    for (Map.Entry<String, String> digest : sorted.entrySet()) {
      string(out.append(separator), digest.getKey());
      string(out.append(':'), digest.getValue());
      separator = ',';
    }
    out.append('}');
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    if (text.indexOf('"') < 0 && text.indexOf('\\') < 0) {
      out.append(text);
    } else {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          out.append('\\');
        }
        out.append(c);
      }
    }
    out.append('"');
  }

  private void time(StringBuilder out, Instant time) {
    Second second = last;
    if (second.epoch != time.getEpochSecond()) {
      String text = Instant.ofEpochSecond(time.getEpochSecond()).toString();
      second = new Second(time.getEpochSecond(), text.substring(0, text.length() - 1));
      last = second;
    }
    int millis = time.getNano() / 1_000_000;
    out.append(second.text).append('.').append((char) ('0' + millis / 100)).append((char) ('0' + millis / 10 % 10))
        .append((char) ('0' + millis % 10)).append('Z');
  }
}
