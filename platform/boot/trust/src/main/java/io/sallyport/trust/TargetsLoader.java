package io.sallyport.trust;

import java.util.Optional;

/** Targets metadata of one state of the repository, top-level and delegated, fetched as needed (TUF 1.0.34 section 5.6). */
record TargetsLoader(TrustedStore store, MetadataFiles files, MetadataLimits limits, RootMetadata root, MetadataSession session) implements DelegationWalk.Loader {
  /** The walk over everything that the state vouches for. */
  DelegationWalk walk() {
    return new DelegationWalk(load(root.role("targets")), this);
  }

  /** Verified for exactly this delegator's role. */
  @Override
  public TargetsMetadata load(Role role) {
    TargetsMetadata verified = session.verified().get(role);
    return verified != null ? verified : verify(role);
  }

  /** Where a role's metadata is stored. */
  static String file(String role) {
    return RoleNames.encoded(role) + ".json";
  }

  private TargetsMetadata verify(Role role) {
    MetaFile expected = session.snapshotData().meta().get(role.name() + ".json");
    String file = file(role.name());
    if (expected == null) {
      throw Refusals.refuse("SP-TRUST-0022", "the snapshot does not list the role " + Text.shown(role.name()), file, "use an intact copy of the repository");
    }
    Optional<byte[]> known = Optional.ofNullable(session.roles().get(role.name())).or(() -> store.read(file)).filter(b -> current(role, b, expected));
    boolean fetched = known.isEmpty() && session.now().isPresent();
    byte[] bytes = fetched ? files.fetch(MetadataFiles.name(root, role.name(), expected), expected, limits.targets()) : MetadataFiles.require(known, file);
    TargetsMetadata targets = Metadata.targets(role, bytes, file);
    Metadata.requireVersion(targets.version(), expected, file);
    session.now().ifPresent(now -> Metadata.requireFresh(targets.expires(), now, file));
    if (fetched) {
      store.write(file, bytes);
    }
    session.roles().put(role.name(), bytes);
    session.verified().put(role, targets);
    return targets;
  }

  private static boolean current(Role role, byte[] bytes, MetaFile expected) {
    return expected.matches(bytes)
        && MetadataFiles.stillTrusted(() -> Metadata.targets(role, bytes, "trusted store")).filter(targets -> targets.version() == expected.version()).isPresent();
  }
}
