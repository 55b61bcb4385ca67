package io.sallyport.identity.internal;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code site/users.json}: all accounts, replaced as a whole. */
final class AccountFile {
  private static final String SCHEMA = "sallyport.users/1";
  private static final long LARGEST = 8L << 20;

  private final Path file;

  AccountFile(Path file) {
    this.file = file;
  }

  /** @throws RefusedException SP-IDENTITY-0009 if the file is there but not intact: no one is let in on a guess */
  SortedMap<String, Account> read() {
    SortedMap<String, Account> accounts = new TreeMap<>();
    try {
      if (Files.size(file) > LARGEST) {
        throw Refusals.damaged(file.toString(), "is too large");
      }
      JsonObject json = Json.parseObject(Files.readAllBytes(file), file.toString());
      if (!json.string("schema").equals(SCHEMA)) {
        throw Refusals.damaged(file.toString(), "has another schema");
      }
      for (JsonObject each : json.objects("users")) {
        Account account = Account.fromJson(each);
        if (accounts.put(account.user().id(), account) != null) {
          throw Refusals.damaged(file.toString(), "names " + account.user().id() + " twice");
        }
      }
      return accounts;
    } catch (NoSuchFileException e) {
      return accounts;
    } catch (IOException e) {
      throw Refusals.damaged(file.toString(), "cannot be read: " + e.getClass().getSimpleName());
    } catch (IllegalArgumentException e) {
      throw Refusals.damaged(file.toString(), "is damaged: " + e.getMessage());
    }
  }

  void write(Collection<Account> accounts) {
    JsonObject json = JsonObject.builder().put("schema", SCHEMA).put("users", accounts.stream().map(Account::toJson).toList()).build();
    AtomicFiles.writePrivate(file, Json.pretty(json).getBytes(StandardCharsets.UTF_8));
  }
}
