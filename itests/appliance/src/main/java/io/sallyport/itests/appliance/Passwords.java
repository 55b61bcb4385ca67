package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The passwords that {@code commission --demo} made up: one {@code account=password} a line. */
final class Passwords {
  static final Passwords NONE = new Passwords(Map.of());
  private final Map<String, String> byAccount;

  private Passwords(Map<String, String> byAccount) {
    this.byAccount = byAccount;
  }

  static Passwords read(Path file) {
    Map<String, String> passwords = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.strip().split("\\s*=\\s*|\\s+", 2);
        if (parts.length == 2 && !line.startsWith("#")) {
          passwords.put(parts[0], parts[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Passwords(passwords);
  }

  Passwords with(User user, String password) {
    Map<String, String> more = new HashMap<>(byAccount);
    more.put(user.account(), password);
    return new Passwords(more);
  }

  String of(User user) {
    return of(user.account());
  }

  String of(String account) {
    String password = byAccount.get(account);
    if (password == null) {
      throw new IllegalStateException("no password of " + account + " in the demo's passwords");
    }
    return password;
  }
}
