package io.sallyport.trust;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The search for a target through delegations, in pre-order (TUF 1.0.34 section 5.6.7). */
final class DelegationWalk {
  private static final int MAX_VISITS = 64;
  private static final int MAX_ROLES = 1024;
  private final TargetsMetadata top;
  private final Loader loader;

  /** Loads a delegated role; must verify it with the keys of the delegation given, each time. */
  @FunctionalInterface
  interface Loader {
    TargetsMetadata load(Role role);
  }

  DelegationWalk(TargetsMetadata top, Loader loader) {
    this.top = top;
    this.loader = loader;
  }

  /** A target, and whose metadata names it; no role stands for the top-level targets. */
  record Found(TargetFile file, Optional<Role> delegated) {}

  Optional<TargetFile> find(String path) {
    return search(path).map(Found::file);
  }

  Optional<Found> search(String path) {
    Optional<Role> delegated = Optional.empty();
    Set<String> visited = new HashSet<>();
    Deque<Role> open = new ArrayDeque<>();
    TargetsMetadata current = top;
    while (true) {
      TargetFile found = current.targets().get(path);
      if (found != null) {
        return Optional.of(new Found(found, delegated));
      }
      open = next(path, current, open);
      Role role = open.poll();
      while (role != null && !visited.add(role.name())) {
        role = open.poll();
      }
      if (role == null) {
        return Optional.empty();
      }
      if (visited.size() > MAX_VISITS) {
        throw Refusals.refuse("SP-TRUST-0032", "more than " + MAX_VISITS + " delegated roles had to be searched", Text.shown(path), "have the delegations made simpler");
      }
      current = loader.load(role);
      delegated = Optional.of(role);
    }
  }

  private static Deque<Role> next(String path, TargetsMetadata current, Deque<Role> open) {
    Deque<Role> children = new ArrayDeque<>();
    for (Delegation delegation : current.delegations()) {
      if (delegation.matches(path)) {
        children.add(delegation.role());
        if (delegation.terminating()) {
          return children;
        }
      }
    }
    children.addAll(open);
    return children;
  }

  /** Every target that {@link #find} finds, by path. Loads every role that can be reached. */
  Map<String, TargetFile> all() {
    Map<String, TargetFile> all = new LinkedHashMap<>(top.targets());
    for (TargetsMetadata role : reachable()) {
      for (String path : role.targets().keySet()) {
        if (!all.containsKey(path)) {
          find(path).ifPresent(file -> all.put(path, file));
        }
      }
    }
    return all;
  }

  private List<TargetsMetadata> reachable() {
    Map<String, TargetsMetadata> reached = new LinkedHashMap<>();
    Deque<TargetsMetadata> open = new ArrayDeque<>(List.of(top));
    for (TargetsMetadata current = open.poll(); current != null; current = open.poll()) {
      for (Delegation delegation : current.delegations()) {
        TargetsMetadata metadata = loader.load(delegation.role());
        if (reached.putIfAbsent(delegation.role().name(), metadata) == null) {
          open.add(metadata);
        }
      }
      if (reached.size() > MAX_ROLES) {
        throw Refusals.refuse("SP-TRUST-0032", "more than " + MAX_ROLES + " delegated roles", top.signed().where(), "have the delegations made simpler");
      }
    }
    return List.copyOf(reached.values());
  }
}
