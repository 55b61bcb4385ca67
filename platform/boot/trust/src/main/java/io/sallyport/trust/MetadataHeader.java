package io.sallyport.trust;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/** The fields that every signed metadata document has (TUF 1.0.34 section 4.2). */
record MetadataHeader(long version, Instant expires) {
  private static final Pattern SPEC = Pattern.compile("1\\.[0-9]{1,5}(\\.[0-9]{1,5})?");
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

  static MetadataHeader of(JsonObject signed, String type) {
    if (!signed.string("_type").equals(type)) {
      throw malformed(signed, "the metadata is of type \"" + Text.shown(signed.string("_type")) + "\", expected \"" + type + "\"");
    }
    if (!SPEC.matcher(signed.string("spec_version")).matches()) {
      throw malformed(signed, "the specification version " + Text.shown(signed.string("spec_version")) + " is not 1.x");
    }
    long version = signed.integer("version");
    if (version < 1) {
      throw malformed(signed, "the version " + version + " is below 1");
    }
    return new MetadataHeader(version, time(signed, "expires"));
  }

  /** A time of the form {@code 2026-11-24T08:55:17Z}. */
  static Instant time(JsonObject json, String field) {
    String text = json.string(field);
    try {
      if (TIME.matcher(text).matches()) {
        return Instant.parse(text);
      }
    } catch (DateTimeException e) {
      throw Refusals.refuse("SP-TRUST-0020", "\"" + field + "\" is not a date that exists", json.where(), "have the metadata made again", e);
    }
    throw malformed(json, "\"" + field + "\" must look like 2026-11-24T08:55:17Z");
  }

  static RefusedException malformed(JsonObject json, String what) {
    return Refusals.refuse("SP-TRUST-0020", what, json.where(), "have the metadata made again");
  }
}
