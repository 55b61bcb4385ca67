package io.sallyport.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An immutable JSON object with typed access. A missing field or one of another type is refused with SP-TRUST-0006, naming document and
 * field; {@code optional…} is empty only when the field is absent. Equality is by content. Thread-safe.
 */
public final class JsonObject {
  private final Map<String, Object> members;
  private final String where;

  /** Takes over {@code members}: the caller must not change it afterwards. */
  JsonObject(Map<String, Object> members, String where) {
    this.members = Collections.unmodifiableMap(members);
    this.where = where;
  }

  /** A copy of a map of plain values (see {@link Builder#put}). */
  public static JsonObject of(Map<String, ?> members) {
    Builder builder = builder();
    members.forEach(builder::put);
    return builder.build();
  }

  public static Builder builder() {
    return new Builder(new LinkedHashMap<>());
  }

  /** A builder that starts with the members of this object. */
  public Builder toBuilder() {
    return new Builder(new LinkedHashMap<>(members));
  }

  /** The same object that names itself {@code where} in errors. */
  public JsonObject at(String where) {
    return new JsonObject(members, where);
  }

  public String string(String key) {
    return get(key, String.class, "text");
  }

  public Optional<String> optionalString(String key) {
    return has(key) ? Optional.of(string(key)) : Optional.empty();
  }

  public long integer(String key) {
    return get(key, Long.class, "a whole number");
  }

  public Optional<Long> optionalInteger(String key) {
    return has(key) ? Optional.of(integer(key)) : Optional.empty();
  }

  /** A whole number or a fraction, as double. */
  public double number(String key) {
    return get(key, Number.class, "a number").doubleValue();
  }

  public boolean bool(String key) {
    return get(key, Boolean.class, "true or false");
  }

  public Optional<Boolean> optionalBool(String key) {
    return has(key) ? Optional.of(bool(key)) : Optional.empty();
  }

  public JsonObject object(String key) {
    return get(key, JsonObject.class, "an object").at(where + ": " + Text.shown(key));
  }

  public Optional<JsonObject> optionalObject(String key) {
    return has(key) ? Optional.of(object(key)) : Optional.empty();
  }

  /** Values as {@link Json#parse} returns them. */
  @SuppressWarnings("unchecked")
  public List<Object> array(String key) {
    return get(key, List.class, "an array");
  }

  /** An array that holds objects only. */
  public List<JsonObject> objects(String key) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object item : array(key)) {
      if (!(item instanceof JsonObject object)) {
        throw wrong(key, "must hold objects only");
      }
      objects.add(object.at(where + ": " + Text.shown(key) + "[" + objects.size() + "]"));
    }
    return Collections.unmodifiableList(objects);
  }

  /** An array that holds text only. */
  public List<String> strings(String key) {
    List<String> strings = new ArrayList<>();
    for (Object item : array(key)) {
      if (!(item instanceof String text)) {
        throw wrong(key, "must hold text only");
      }
      strings.add(text);
    }
    return Collections.unmodifiableList(strings);
  }

  public boolean has(String key) {
    return members.containsKey(key);
  }

  /** Keys in document order. */
  public Set<String> keys() {
    return members.keySet();
  }

  /** The members in document order; unmodifiable. */
  public Map<String, Object> map() {
    return members;
  }

  /** The document (and field) this object came from, for errors. */
  public String where() {
    return where;
  }

  private <T> T get(String key, Class<T> type, String wanted) {
    Object value = members.get(key);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw wrong(key, members.containsKey(key) ? "must be " + wanted : "is missing");
  }

  private RefusedException wrong(String key, String what) {
    return Refusals.refuse("SP-TRUST-0006", "the field \"" + Text.shown(key) + "\" " + what, where, "replace the file by an intact copy");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject object && members.equals(object.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** Compact JSON. */
  @Override
  public String toString() {
    return JsonWriter.compact(this);
  }

  /** Collects members in insertion order. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Object> members;

    private Builder(Map<String, Object> members) {
      this.members = members;
    }

    /**
     * Sets a member: text, boolean, number, {@link JsonObject}, {@code Map<String, ?>} or a collection of these, copied.
     *
     * @throws NullPointerException if the value is null
     * @throws RefusedException SP-TRUST-0007 for any other type
     */
    public Builder put(String key, Object value) {
      members.put(Objects.requireNonNull(key, "key"), plain(Objects.requireNonNull(value, key)));
      return this;
    }

    /** Sets a member if there is a value. */
    public Builder put(String key, Optional<?> value) {
      value.ifPresent(v -> put(key, v));
      return this;
    }

    public Builder remove(String key) {
      members.remove(key);
      return this;
    }

    public JsonObject build() {
      return new JsonObject(new LinkedHashMap<>(members), "built in memory");
    }

    private static Object plain(Object value) {
      if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long || value instanceof Double || value instanceof JsonObject) {
        return value;
      }
      if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
        return ((Number) value).longValue();
      }
      if (value instanceof Float number) {
        return number.doubleValue();
      }
      if (value instanceof Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put((String) k, plain(v)));
        return new JsonObject(copy, "built in memory");
      }
      if (value instanceof Collection<?> items) {
        List<Object> copy = new ArrayList<>();
        items.forEach(item -> copy.add(plain(item)));
        return Collections.unmodifiableList(copy);
      }
      throw Refusals.refuse("SP-TRUST-0007", "JSON cannot express a value of type " + value.getClass().getName(), "building JSON", "report this as a defect");
    }
  }
}
