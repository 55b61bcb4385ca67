package io.sallyport.signedrepo;

import io.sallyport.trust.Delegation;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Role;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.Signer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Changes to staged metadata. Any change voids the signatures collected so far; signing adds one signature per run. */
public final class Staging {
  private static final Map<String, Duration> LIFETIMES = Map.of("root", Duration.ofDays(3650), "targets", Duration.ofDays(730), "snapshot", Duration.ofDays(365), "timestamp",
      Duration.ofDays(365));
  private final Repository repository;
  private final Clock clock;

  public Staging(Repository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** When metadata made now expires, by role (ADR 0002). */
  public Instant expires(String role) {
    return clock.instant().plus(LIFETIMES.getOrDefault(role, LIFETIMES.get("targets")));
  }

  /** Changes a targets role; starts from the published version, or from nothing. */
  public MetadataFile editTargets(String role, UnaryOperator<JsonObject> change) {
    JsonObject base = repository.next(role).map(MetadataFile::signed).orElseGet(() -> MetadataBuilder.targets(1, expires(role)));
    JsonObject header = base.toBuilder().put("version", repository.nextVersion(role)).put("expires", MetadataBuilder.targets(1, expires(role)).string("expires")).build();
    JsonObject changed = change.apply(header);
    MetadataFile file = MetadataFile.of(new Envelope(changed, List.of()));
    repository.targets(file);
    repository.stage(role, file);
    return file;
  }

  /** Changes the root; starts from the one that will be in force. */
  public MetadataFile editRoot(UnaryOperator<JsonObject> change) {
    JsonObject base = repository.next("root").orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0003", "this is no repository", repository.directory(), "make one: init " + repository.directory())).signed();
    JsonObject changed = change.apply(base).toBuilder().put("version", repository.nextVersion("root")).put("expires", expires("root").truncatedTo(ChronoUnit.SECONDS).toString()).build();
    RootMetadata.parse(changed);
    MetadataFile file = MetadataFile.of(new Envelope(changed, List.of()));
    repository.stage("root", file);
    return file;
  }

  /** Adds the signer's signature; snapshot and timestamp are made from what is staged when they are signed. */
  public MetadataFile sign(String role, Signer signer) {
    MetadataFile file = switch (role) {
      case "snapshot" -> current(role, this::snapshot);
      case "timestamp" -> current(role, this::timestamp);
      default -> repository.staged(role).orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0004", "nothing is staged for role " + role, repository.directory(), "add a package, or change the role, first"));
    };
    String keyid = signer.key().id();
    if (rolesFor(role).stream().noneMatch(r -> r.has(keyid))) {
      throw ToolRefusals.refuse("SP-TOOL-0005", "the key " + keyid + " does not belong to role " + role, repository.directory(), "sign with a key of the role");
    }
    MetadataFile signed = MetadataFile.of(file.envelope().with(signer));
    repository.stage(role, signed);
    return signed;
  }

  /** The definitions under which a role's signatures count: for root the old and the new one, for delegated roles each delegator's. */
  public List<Role> rolesFor(String role) {
    List<Role> roles = new ArrayList<>();
    if (role.equals("root")) {
      repository.published("root").ifPresent(old -> roles.add(RootMetadata.parse(old.signed()).role("root")));
    }
    RootMetadata root = repository.root();
    if (root.roles().containsKey(role)) {
      roles.add(root.role(role));
      return roles;
    }
    for (String delegator : repository.targetsRoles()) {
      repository.next(delegator).map(repository::targets).ifPresent(t -> t.delegations().stream().map(Delegation::role).filter(r -> r.name().equals(role)).forEach(roles::add));
    }
    if (roles.isEmpty()) {
      throw ToolRefusals.refuse("SP-TOOL-0006", "there is no role " + role, repository.directory(), "delegate to it first");
    }
    return roles;
  }

  /** Whether what will be in force of a role is signed as each of its delegators demands. */
  public boolean met(String role) {
    return repository.next(role).filter(file -> rolesFor(role).stream().allMatch(r -> r.met(file.envelope()))).isPresent();
  }

  /**
   * @throws io.sallyport.trust.RefusedException SP-TRUST-0011 or 0083 if staged metadata lacks signatures, SP-TOOL-0060 if published metadata does because the keys
   *     of its role have changed
   */
  public void requireSigned(String role, MetadataFile file) {
    if (repository.staged(role).isEmpty() && !met(role)) {
      throw ToolRefusals.refuse("SP-TOOL-0060", "the keys of role " + role + " have changed, and what is published is not signed by enough of them", repository.directory(),
          "have it signed anew: renew --role " + role + ", then sign --role " + role);
    }
    rolesFor(role).forEach(r -> r.requireThreshold(file.envelope(), "staged " + role));
  }

  /** @throws io.sallyport.trust.RefusedException SP-TOOL-0061 if the role may not vouch for one of the paths: no client would find it */
  public void requireCovered(String role, Set<String> paths) {
    Set<String> covered = repository.covered(role, paths);
    paths.stream().filter(path -> !covered.contains(path)).findFirst().ifPresent(path -> {
      throw ToolRefusals.refuse("SP-TOOL-0061", "the name is not delegated to role " + role, path, "use a name that is (delegate REPO list shows them), or have it delegated");
    });
  }

  private MetadataFile current(String role, Supplier<JsonObject> make) {
    JsonObject fresh = make.get();
    Optional<MetadataFile> staged = repository.staged(role).filter(file -> file.signed().object("meta").equals(fresh.object("meta")) && file.version() == fresh.integer("version"));
    return staged.orElseGet(() -> MetadataFile.of(new Envelope(fresh, List.of())));
  }

  private JsonObject snapshot() {
    Map<String, MetadataFile> files = new LinkedHashMap<>();
    for (String role : repository.targetsRoles()) {
      MetadataFile file = repository.next(role).orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0004", "nothing is staged for role " + role, repository.directory(), "add a package with --role " + role));
      requireSigned(role, file);
      files.put(role, file);
    }
    Optional<JsonObject> before = repository.published("snapshot").map(file -> file.signed().object("meta"));
    return MetadataBuilder.snapshot(repository.nextVersion("snapshot"), expires("snapshot"), before, files);
  }

  private JsonObject timestamp() {
    MetadataFile snapshot = repository.next("snapshot").orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0004", "there is no snapshot yet", repository.directory(), "sign --role snapshot first"));
    if (repository.staged("snapshot").isPresent()) {
      requireSigned("snapshot", snapshot);
    }
    return MetadataBuilder.timestamp(repository.nextVersion("timestamp"), expires("timestamp"), snapshot);
  }
}
