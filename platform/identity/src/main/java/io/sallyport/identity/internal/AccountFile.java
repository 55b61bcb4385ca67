package io.sallyport.identity.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.audit.RecordedFile;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code site/users.json}: all accounts, replaced as a whole, as the audit log recorded them last. */
final class AccountFile {
  private static final String SCHEMA = "sallyport.users/1";
  private static final String DIGEST = "users";
  private static final long MAX_BYTES = 8L << 20;

  private final Path file;
  private final RecordedFile recorded;

  AccountFile(Path file, AuditLog audit) {
    this.file = file;
    this.recorded = new RecordedFile(file, DIGEST, audit, Limits.bytes(MAX_BYTES));
  }

  /**
   * Reads the accounts. Of a log that was begun anew they are recorded again, which the log and whoever reads it then show.
   *
   * @throws RefusedException SP-IDENTITY-0009 if the file is there but not the one that was recorded: no one is let in on a guess
   */
  SortedMap<String, Account> read() {
    try {
      Optional<RecordedFile.Read> found = recorded.read();
      SortedMap<String, Account> accounts = accounts(found.map(RecordedFile.Read::content));
      if (found.isPresent() && !found.get().recorded()) {
        write(accounts.values(), AuditEntry.of("user.unrecorded").system("identity").action("read accounts").object("users").outcome(Outcome.FAILED)
            .code(Refusals.UNRECORDED).reason("no entry of the audit log says what accounts there were: all of them, with their roles, are taken as they are"));
      }
      return accounts;
    } catch (RefusedException e) {
      throw e.refusal().code().equals(Refusals.DAMAGED) ? e : Refusals.damaged(file.toString(), e.refusal().what());
    } catch (IllegalArgumentException e) {
      throw Refusals.damaged(file.toString(), "is damaged: " + e.getMessage());
    }
  }

  private SortedMap<String, Account> accounts(Optional<JsonObject> content) {
    SortedMap<String, Account> accounts = new TreeMap<>();
    if (content.isEmpty()) {
      return accounts;
    }
    if (!content.get().string("schema").equals(SCHEMA)) {
      throw Refusals.damaged(file.toString(), "has another schema");
    }
    for (JsonObject each : content.get().objects("users")) {
      Account account = Account.fromJson(each);
      if (accounts.put(account.user().id(), account) != null) {
        throw Refusals.damaged(file.toString(), "names " + account.user().id() + " twice");
      }
    }
    return accounts;
  }

  /** Records the change, then replaces the file. */
  void write(Collection<Account> accounts, AuditEntry.Builder change) {
    recorded.write(JsonObject.builder().put("schema", SCHEMA).put("users", accounts.stream().map(Account::toJson).toList()).build(), change);
  }
}
