package io.sallyport.provision.internal.plan;

import io.sallyport.identity.User;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Whose accounts are whose: the site root's word, else that of the account (ADR 0047). */
public final class Persons {
  private final Site site;
  private final Supplier<List<User>> accounts;

  public Persons(Site site, Supplier<List<User>> accounts) {
    this.site = site;
    this.accounts = accounts;
  }

  /** The id of the person behind an account; that of the account itself where nobody says more. */
  public String of(String user) {
    return all().getOrDefault(user, user);
  }

  /** The persons with several accounts, as the plan tells them: {@code {"person", "accounts"}}, by person. */
  public List<JsonObject> withSeveralAccounts() {
    Map<String, Set<String>> persons = new TreeMap<>();
    all().forEach((user, person) -> persons.computeIfAbsent(person, id -> new TreeSet<>()).add(user));
    return persons.entrySet().stream().filter(person -> person.getValue().size() > 1)
        .map(person -> JsonObject.builder().put("person", person.getKey()).put("accounts", List.copyOf(person.getValue())).build()).toList();
  }

  private Map<String, String> all() {
    Map<String, String> persons = new TreeMap<>();
    accounts.get().forEach(account -> persons.put(account.id(), account.person()));
    site.repository().root().people().forEach(approver -> persons.put(approver.user(), approver.person()));
    return persons;
  }
}
