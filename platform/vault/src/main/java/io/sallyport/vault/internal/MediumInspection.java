package io.sallyport.vault.internal;

import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufClient;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.vault.MediumCheck;
import io.sallyport.vault.PlatformSurface;
import io.sallyport.vault.VaultPackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The steps of an import that look at the medium only. One use. Runs without a framework and without the libraries it brings: uses no class that needs them. */
public final class MediumInspection {
  private final MediumTree tree;
  private final TufClient client;
  private final PackagePolicy policy;

  private MediumInspection(MediumTree tree, TufClient client, PackagePolicy policy) {
    this.tree = tree;
    this.client = client;
    this.policy = policy;
  }

  /** See {@link MediumCheck#of}. */
  public static MediumCheck run(Path medium, byte[] vendorRoot, Optional<Path> home, Clock clock) {
    MediumTree tree = MediumTree.scan(medium);
    try {
      Path trusted = Files.createTempDirectory("sallyport-medium");
      try {
        TufClient client = new TufClient(trusted, new DirectoryFetcher(tree.root().resolve("metadata")), clock);
        client.init(vendorRoot);
        PackagePolicy policy = new PackagePolicy(home.<Supplier<PlatformSurface>>map(PlatformJars::new).orElse(() -> PlatformSurface.UNKNOWN));
        return new MediumInspection(tree, client, policy).run();
      } finally {
        Trees.delete(trusted);
      }
    } catch (IOException e) {
      throw MediumTree.unreadable(medium, e);
    }
  }

  private MediumCheck run() {
    String label = tree.label().optionalString("name").orElse("?");
    client.refresh();
    Map<String, TargetFile> targets = client.allTargets();
    MediumMetadata.requireIntact(tree, client.pinned());
    MediumContent content = MediumContent.match(tree, targets, MediumVault.EMPTY);
    List<Refusal> findings = new ArrayList<>();
    Set<String> changed = content.files().values().parallelStream().filter(target -> !intact(target)).map(TargetFile::path).collect(Collectors.toCollection(TreeSet::new));
    changed.forEach(path -> findings.add(new Refusal("SP-TRUST-0023", "the file differs from the digest signed for it", path, "copy the medium again, or ask for a new one")));
    List<VaultPackage> packages = packages(content, targets, changed, findings);
    return new MediumCheck(label, client.root().version(), client.pinned(), content.files().size(), content.bytes(), packages,
        content.absent().stream().map(PackageRef::toString).toList(), findings);
  }

  private List<VaultPackage> packages(MediumContent content, Map<String, TargetFile> targets, Set<String> changed, List<Refusal> findings) {
    Map<String, Path> files = new HashMap<>();
    content.files().values().forEach(target -> files.put(target.sha256(), file(target)));
    MediumVault vault = new MediumVault(files);
    PackageVerifier verifier = new PackageVerifier(vault, policy, Map.of(), targets, SymbolicNames.of(List.of(), vault));
    List<VaultPackage> packages = new ArrayList<>();
    for (TargetFile target : content.files().values()) {
      if (PackageRef.isDescriptor(target.path()) && !changed.contains(target.path())) {
        try {
          VaultPackage pack = verifier.verify(target);
          if (pack.descriptor().parts().stream().map(pack::partPath).noneMatch(changed::contains)) {
            packages.add(pack);
          }
        } catch (RefusedException e) {
          findings.add(e.refusal());
        }
      }
    }
    try {
      AdvisoryFiles.read(content.files().values().stream().filter(target -> !changed.contains(target.path())).toList(), vault);
    } catch (RefusedException e) {
      findings.add(e.refusal());
    }
    packages.sort(Comparator.comparing(VaultPackage::ref));
    return packages;
  }

  private boolean intact(TargetFile target) {
    try (InputStream in = Files.newInputStream(file(target), LinkOption.NOFOLLOW_LINKS)) {
      return Digests.sha256(in).equals(target.sha256());
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private Path file(TargetFile target) {
    return tree.root().resolve("targets").resolve(target.consistentPath());
  }
}
