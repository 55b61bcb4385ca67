package io.sallyport.identity.internal;

import io.sallyport.identity.User;
import io.sallyport.trust.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A user with their password's hash. */
record Account(User user, PasswordHash password) {
  static Account fromJson(JsonObject json) {
    Set<String> roles = new TreeSet<>(json.strings("roles"));
    return new Account(new User(json.string("id"), json.string("name"), json.optionalString("person").orElse(json.string("id")), roles, json.bool("enabled")),
        PasswordHash.fromJson(json.object("password")));
  }

  JsonObject toJson() {
    return JsonObject.builder().put("id", user.id()).put("name", user.name()).put("person", Optional.of(user.person()).filter(person -> !person.equals(user.id()))).put("roles", user.roles()).put("enabled", user.enabled())
        .put("password", password.toJson()).build();
  }
}
