package io.sallyport.inference.internal;

import io.sallyport.trust.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a version says of its own needs: {@code limits} of {@code model.json}, all members optional. What is absent, the platform decides.
 *
 * @param deadline {@code deadline_ms}: a run that takes longer is ended, 1 ms to 10 min
 * @param concurrency {@code concurrency}: runs at once, 1 to 64
 * @param batch {@code batch}: with a dynamic first extent of all inputs and outputs, most rows of calls that are run together; 1 to 1024, 1 never
 * @param memory {@code memory_mib}, in bytes: what it takes while loaded, 1 MiB to 64 GiB
 * @param takesNan {@code nan}: {@code pass} if inputs may hold what is no finite number, {@code refuse} otherwise
 */
public record ModelLimits(Optional<Duration> deadline, OptionalLong concurrency, OptionalLong batch, OptionalLong memory, boolean takesNan) {
  public static final ModelLimits NONE = new ModelLimits(Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), false);
  private static final Set<String> MEMBERS = Set.of("deadline_ms", "concurrency", "batch", "memory_mib", "nan");
  private static final long MOST_MILLIS = 600_000;
  private static final long MOST_CONCURRENT = 64;
  private static final long LARGEST_BATCH = 1_024;
  private static final long MOST_MEBIBYTES = 64 << 10;
  private static final int MEBIBYTE_SHIFT = 20;

  static ModelLimits parse(JsonObject document, String where) {
    Optional<JsonObject> limits = document.optionalObject("limits");
    return limits.isEmpty() ? NONE : parseMembers(limits.get(), where);
  }

  private static ModelLimits parseMembers(JsonObject json, String where) {
    for (String member : json.keys()) {
      if (!MEMBERS.contains(member)) {
        throw Refusals.badDocument("limits has no member " + member, where);
      }
    }
    OptionalLong deadline = number(json, "deadline_ms", MOST_MILLIS, where);
    OptionalLong memory = number(json, "memory_mib", MOST_MEBIBYTES, where);
    String nan = json.optionalString("nan").orElse("refuse");
    if (!nan.equals("refuse") && !nan.equals("pass")) {
      throw Refusals.badDocument("limits: nan is refuse or pass, not " + nan, where);
    }
    return new ModelLimits(deadline.isPresent() ? Optional.of(Duration.ofMillis(deadline.getAsLong())) : Optional.empty(), number(json, "concurrency", MOST_CONCURRENT, where),
        number(json, "batch", LARGEST_BATCH, where), memory.isPresent() ? OptionalLong.of(memory.getAsLong() << MEBIBYTE_SHIFT) : memory, nan.equals("pass"));
  }

  private static OptionalLong number(JsonObject json, String member, long most, String where) {
    if (!json.keys().contains(member)) {
      return OptionalLong.empty();
    }
    long value = json.integer(member);
    if (value < 1 || value > most) {
      throw Refusals.badDocument("limits: " + member + " is 1 to " + most + ", not " + value, where);
    }
    return OptionalLong.of(value);
  }
}
