package io.sallyport.provision.internal.plan;

import io.sallyport.identity.User;
import io.sallyport.provision.internal.site.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Whose accounts are whose (ADR 0047): accounts that name one another, directly or through others, are one person's. Of an approver the site root says
 * it, not the account. As thread-safe as the site.
 */
public final class Persons {
  private final Site site;
  private final Supplier<List<User>> accounts;

  public Persons(Site site, Supplier<List<User>> accounts) {
    this.site = site;
    this.accounts = accounts;
  }

  /** Every id under which the persons behind these accounts may be named: theirs, and those of their accounts. */
  Set<String> behind(Collection<String> users) {
    Set<String> ids = new TreeSet<>(users);
    groups().stream().filter(group -> !Collections.disjoint(group, users)).forEach(ids::addAll);
    return ids;
  }

  /** Of each person with several accounts, the ids of these. */
  List<List<String>> withSeveralAccounts() {
    Set<String> users = named().keySet();
    return groups().stream().map(group -> group.stream().filter(users::contains).toList()).filter(ids -> ids.size() > 1).toList();
  }

  /** The ids of each person. */
  private List<Set<String>> groups() {
    List<Set<String>> groups = new ArrayList<>();
    named().forEach((user, person) -> {
      Set<String> merged = new TreeSet<>(List.of(user, person));
      List<Set<String>> same = groups.stream().filter(group -> group.contains(user) || group.contains(person)).toList();
      same.forEach(merged::addAll);
      groups.removeAll(same);
      groups.add(merged);
    });
    return groups;
  }

  /** The person that each account names. */
  private Map<String, String> named() {
    Map<String, String> persons = new TreeMap<>();
    accounts.get().forEach(account -> persons.put(account.id(), account.person()));
    site.repository().root().people().forEach(approver -> persons.put(approver.user(), approver.person()));
    return persons;
  }
}
