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
    String id = json.string("id");
    return new Account(new User(id, json.string("name"), json.optionalString("person").orElse(id), roles, json.bool("enabled")),
        PasswordHash.fromJson(json.object("password")));
  }

  JsonObject toJson() {
    Optional<String> person = Optional.of(user.person()).filter(id -> !id.equals(user.id()));
    return JsonObject.builder().put("id", user.id()).put("name", user.name()).put("person", person).put("roles", user.roles()).put("enabled", user.enabled())
        .put("password", password.toJson()).build();
  }
}
